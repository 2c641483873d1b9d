package io.ottugi.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The control socket against clients that misbehave: nobody can take the supervisor away. */
class ControlIT {
    private static final List<String> NONSENSE =
            List.of(
                    "\n",
                    "nonsense\n",
                    "[]\n",
                    "{}\n",
                    "{\"request\":7}\n",
                    "{\"request\":\"frobnicate\"}\n",
                    "{\"version\":1,\"request\":\"down\",\"keep_workers\":\"perhaps\"}\n");

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void nonsenseIsRefusedAndChangesNothing() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        for (String request : NONSENSE) {
            String reply = reply(request);
            assertTrue(reply.contains("error"), () -> request + " was answered " + reply);
        }
        assertEquals("", reply("{\"request\":"), "answer to half a request");
        assertEquals(before.workerPid(), shop.status().workerPid());
    }

    @Test
    void anEndlessRequestIsCutOff() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        ByteBuffer much = ByteBuffer.allocate(1 << 20);
        try (SocketChannel client = connect()) {
            for (int i = 0; i < 64; i++) {
                client.write(much.clear());
            }
        } catch (IOException cutOff) {
            assertTrue(shop.status().in("RUNNING"), cutOff::toString);
        }
        assertEquals(before.workerPid(), shop.status().workerPid());
    }

    @Test
    void silentClientsKeepNobodyWaiting() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        Proc supervisor = new Proc(before.supervisor().pid());
        int descriptors = supervisor.descriptors().size();
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            silent.add(connect());
        }
        assertEquals(before.workerPid(), shop.status().workerPid());
        for (SocketChannel client : silent) {
            client.close();
        }
        Await.passes(
                "its descriptors closed",
                () -> assertEquals(descriptors, supervisor.descriptors().size()));
    }

    @Test
    void whoLooksAtASupervisorThatIsKilledMeanwhileSeesWhatIsLeft() {
        Status before = shop.up(Workers.SLEEP);
        long supervisor = before.supervisor().pid();
        Sig.STOP.to(supervisor);
        Running look = shop.does("status", "--json").start();
        Await.passes("it is connected", () -> assertEquals(2, socketsOfThatName()));
        Sig.KILL.to(supervisor);
        Status left = Status.parse(look.finish().expect(3).out());
        assertEquals("none", left.supervisor().state());
        assertEquals("UNSUPERVISED", left.worker().state());
        assertEquals(before.workerPid(), left.workerPid());
        shop.up(Workers.SLEEP);
    }

    @Test
    void whoAsksForSomethingOfASupervisorThatIsKilledMeanwhileIsToldSo() {
        long supervisor = shop.up(Workers.SLEEP).supervisor().pid();
        Sig.STOP.to(supervisor);
        Running down = shop.does("down").start();
        Await.passes("it is connected", () -> assertEquals(2, socketsOfThatName()));
        Sig.KILL.to(supervisor);
        Result result = down.finish().expect(74);
        assertTrue(result.err().contains("was killed before it answered"), result::toString);
        shop.up(Workers.SLEEP);
    }

    /** The listening one, and one for each client that is connected, accepted or not. */
    private long socketsOfThatName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/unix"))) {
            return lines.filter(line -> line.endsWith(" " + shop.socket())).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(shop.socket()));
    }

    private String reply(String request) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(UTF_8.encode(request));
            client.shutdownOutput();
            return readAll(client);
        }
    }

    private static String readAll(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (client.read(buffer) >= 0 && buffer.hasRemaining()) {
            // The supervisor closes after its reply.
        }
        return UTF_8.decode(buffer.flip()).toString();
    }
}
