package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A JVM one thread of which runs out of heap while the others live on. */
class HeapDumpIT {
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void itsHeapDumpIsToldAtOnceAndNoRestartDeletesIt() throws IOException {
        write("-Xmx20m", "thread");
        Result check = sandbox.ottugi("check").run().expect(0);
        assertTrue(check.err().contains("-XX:+ExitOnOutOfMemoryError"), check::toString);
        sandbox.ottugi("up").run().expect(0);
        shop.awaitEvent("dump-found", 1);
        Path incident = shop.state().resolve("incidents/web/000001");
        Path kept = incident.resolve("heap.hprof");
        assertTrue(Files.size(kept) > 0);
        shop.does("stop", "mail").run().expect(0);
        Result all = shop.does("why").run().expect(1);
        assertTrue(all.out().contains("mail is stopped"), all::toString);
        assertTrue(all.out().contains("web runs since"), all::toString);
        Result why = shop.does("why", "web").run().expect(0);
        String joined = why.out().replaceAll("\\s+", " ");
        assertTrue(joined.contains("web runs since"), why::toString);
        assertTrue(joined.contains("The JVM ran out of Java heap, wrote a heap"), why::toString);
        assertTrue(joined.contains(incident.toString()), why::toString);
        String status = shop.does("status", "web").run().expect(0).out();
        assertTrue(status.contains("\n  found "), status);
        assertTrue(status.contains(" See " + incident), status);
        String json = shop.does("why", "--json", "web").run().out();
        assertEquals(
                "java-out-of-memory",
                JsonParser.parseString(json)
                        .getAsJsonObject()
                        .getAsJsonArray("workers")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonObject("found")
                        .get("finding")
                        .getAsString());
        shop.does("restart", "web").run().expect(0);
        assertTrue(Files.size(kept) > 0);
        shop.does("down").run().expect(0);
        assertTrue(Files.size(kept) > 0);
    }

    /** Nobody saw its end: the supervisor was killed before it. */
    @Test
    void whatItLeftUnseenIsKeptByTheNextSupervisor() throws IOException {
        write("-Xmx64m", "waits");
        sandbox.ottugi("up").run().expect(0);
        long pid = Objects.requireNonNull(shop.status().worker("web").pid());
        Sig.KILL.to(shop.status().supervisor().pid());
        shop.does("status").run().expect(3);
        Path dumps = shop.state().resolve("dumps/web");
        Files.writeString(dumps.resolve("java_pid" + pid + ".hprof"), "heap");
        Sig.KILL.to(pid);
        sandbox.ottugi("up").run().expect(0);
        shop.awaitEvent("dump-found", 1);
        Path kept = shop.state().resolve("incidents/web/000001/heap.hprof");
        assertEquals("heap", Files.readString(kept));
    }

    private static String classes() {
        return Falling.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private void write(String option, String what) {
        sandbox.write(
                "ottugi.toml",
                """
                [supervisor]
                name = "shop"
                [worker.web]
                command = ["JAVA", "OPTION", "-cp", "CLASSES", "PROGRAM", "WHAT"]
                evidence.heap_dump = true
                [worker.mail]
                command = ["sleep", "1000"]
                """
                        .replace("JAVA", JAVA)
                        .replace("OPTION", option)
                        .replace("WHAT", what)
                        .replace("CLASSES", classes())
                        .replace("PROGRAM", Falling.class.getName()));
    }
}
