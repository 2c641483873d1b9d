package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's commands: what they print, what they exit with, what they leave. */
class CommandsIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void statusTellsAPersonWhatStands() {
        Status status = shop.up(Workers.SLEEP);
        Result plain = shop.does("status").run().expect(0);
        for (Object told : List.of("shop", "RUNNING", status.workerPid())) {
            assertTrue(plain.out().contains(told.toString()), plain::toString);
        }
        assertEquals(List.of("sleep", "1000"), commandOf(status));
        assertEquals(1, status.version());
        assertNull(status.worker().lastFall());
        assertEquals(shop.workerLog().toString(), status.worker().log());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "down", "logs"})
    void withoutASupervisorTheySaySo(String command) {
        Result result = shop.does(command).run().expect(3);
        assertTrue((result.out() + result.err()).contains("shop"), result::toString);
    }

    @Test
    void statusInJsonSaysNoneWithoutASupervisor() {
        shop.does("status", "--json").run().expect(3);
        assertEquals("none", shop.status().supervisor().state());
    }

    @Test
    void upTwiceIsRefused() {
        Status first = shop.up(Workers.SLEEP);
        shop.does("up", Workers.SLEEP).run().expect(75).complains("shop");
        shop.does("run", Workers.SLEEP).run().expect(75).complains("shop");
        assertEquals(first.workerPid(), shop.status().workerPid());
        assertEquals(2, sandbox.processes().size());
    }

    @Test
    void ofManyUpsAtTheSameInstantExactlyOneWins() {
        List<Running> all =
                Stream.generate(() -> shop.does("up", Workers.SLEEP).start()).limit(4).toList();
        List<Integer> exits = all.stream().map(run -> run.finish().exit()).sorted().toList();
        assertEquals(List.of(0, 75, 75, 75), exits);
        Await.until("one supervisor and one worker", () -> sandbox.processes().size() == 2);
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void whatAKilledSupervisorLeftIsCleanedUpByTheNextUp() {
        Status first = shop.up(Workers.SLEEP);
        Sig.KILL.to(first.supervisor().pid());
        Sig.KILL.to(first.workerPid());
        Await.until("the end", () -> sandbox.processes().isEmpty());
        shop.up(Workers.SLEEP);
        assertTrue(shop.status().in("RUNNING"));
        shop.down().expect(0);
    }

    @Test
    void downReturnsWhenAllIsGone() {
        Status status = shop.up(Workers.SLEEP);
        shop.down().expect(0);
        assertFalse(new Proc(status.workerPid()).alive());
        assertFalse(new Proc(status.supervisor().pid()).alive());
        assertFalse(Files.exists(shop.socket()));
        assertTrue(shop.down().expect(0).out().contains("already"));
    }

    @Test
    void downSaysWhenTheWorkerOfAKilledSupervisorGoesOn() {
        Status status = shop.up(Workers.SLEEP);
        Sig.KILL.to(status.supervisor().pid());
        Await.until("its end", () -> !new Proc(status.supervisor().pid()).alive());
        shop.down().expect(1).complains(Long.toString(status.workerPid()));
        assertTrue(new Proc(status.workerPid()).alive());
        shop.up(Workers.SLEEP);
        shop.down().expect(0);
        assertFalse(new Proc(status.workerPid()).alive());
    }

    @Test
    void theDefaultNameIsDefault() {
        sandbox.ottugi("up", "--", "sleep", "1000").run().expect(0);
        Instance byDefault = sandbox.instance("default");
        assertEquals("default", byDefault.status().supervisor().name());
        sandbox.ottugi("status").run().expect(0);
        sandbox.ottugi("down").run().expect(0);
    }

    @Test
    void aNameOfFullLengthFits() {
        Instance longest = sandbox.instance("n".repeat(64));
        longest.up(Workers.SLEEP);
        longest.down().expect(0);
    }

    @Test
    void logsShowsTheLastLines() {
        shop.up("--", "sh", "-c", "seq 100; exec sleep 1000");
        Await.until("output", () -> Workers.lastCount(shop.log()) == 100);
        assertEquals("98\n99\n100\n", shop.does("logs", "-l", "3").run().expect(0).out());
        assertEquals("100\n", shop.does("logs", "--lines=1").run().expect(0).out());
        assertTrue(shop.does("logs").run().expect(0).out().endsWith("99\n100\n"));
    }

    @Test
    void logsFollows() {
        shop.up(Workers.counting(sandbox));
        Running following = shop.does("logs", "-f").start();
        long then = Workers.lastCount(shop.log());
        Await.until("more", () -> Workers.lastCount(following.out()) > then + 3);
        Sig.INT.to(following.pid());
        following.finish();
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void aReaderThatLeavesEarlyIsNoError() {
        shop.up("--", "sh", "-c", "seq 100000; exec sleep 1000");
        Await.until("output", () -> shop.log().endsWith("\n100000\n"));
        String words = String.join(" ", shop.does("logs", "-l", "100000").words());
        Result result = sandbox.command("sh", "-c", words + " | head -n 1").run().expect(0);
        assertEquals("1\n", result.out());
        assertEquals("", result.err());
    }

    @Test
    void versionAndHelp() {
        assertTrue(sandbox.ottugi("version").run().expect(0).out().contains("0.1.0"));
        String help = sandbox.ottugi("help").run().expect(0).out();
        for (String command :
                List.of("up", "run", "down", "status", "logs", "boot", "version", "help")) {
            assertTrue(help.contains(command), help);
            String own = sandbox.ottugi("help", command).run().expect(0).out();
            assertTrue(own.contains("ottugi " + command), own);
            assertEquals(own, sandbox.ottugi(command, "--help").run().expect(0).out());
        }
    }

    @Test
    void theWorkersEnvironmentIsTheOperatorsAndSomeMore() {
        shop.does("up", Workers.with(Workers.SLEEP, "environment.PORT=80 80", "umask=027"))
                .env("JAVA_TOOL_OPTIONS", "-Dfor.the.worker=1")
                .env("OPERATORS", "own")
                .run()
                .expect(0);
        Status status = shop.status();
        Map<String, String> environment = new Proc(status.workerPid()).environment();
        assertEquals("80 80", environment.get("PORT"));
        assertEquals("own", environment.get("OPERATORS"));
        assertEquals("-Dfor.the.worker=1", environment.get("JAVA_TOOL_OPTIONS"));
        assertEquals("shop", environment.get("OTTUGI_NAME"));
        assertEquals("shop", environment.get("OTTUGI_WORKER"));
        assertEquals(
                Long.toString(status.worker().generation()), environment.get("OTTUGI_GENERATION"));
        assertTrue(environment.containsKey("OTTUGI_WORKER_ID"));
        assertTrue(
                environment.keySet().stream().noneMatch(name -> name.startsWith("OTTUGI_SAVED")));
    }

    @Test
    void eachGenerationHasACookieOfItsOwn() {
        Status status = shop.up(Workers.SLEEP);
        String first = new Proc(status.workerPid()).environment().get("OTTUGI_WORKER_ID");
        String second = new Proc(shop.fell(Sig.KILL).pid()).environment().get("OTTUGI_WORKER_ID");
        assertFalse(String.valueOf(first).equals(second));
    }

    @Test
    void aSupervisorWhoseRuntimeDirectoryWasRemovedIsStillReached() {
        Status before = shop.up(Workers.SLEEP);
        takeAway(shop.runtime());
        assertEquals(before.workerPid(), shop.status().workerPid());
        shop.does("up", Workers.SLEEP).run().expect(75);
        takeAway(sandbox.home().resolve("run"));
        assertEquals(before.workerPid(), shop.status().workerPid());
        shop.down().expect(0);
    }

    /** At once, since the supervisor makes anew what it sees going. */
    private void takeAway(Path directory) {
        Path away = sandbox.home().resolve("away");
        sandbox.command("mv", directory.toString(), away.toString()).run().expect(0);
        sandbox.command("rm", "-r", away.toString()).run().expect(0);
    }

    @Test
    void aRelativeHomeMeansOneInTheOperatorsDirectory() {
        Path place = sandbox.directory("place");
        shop.does("up", Workers.SLEEP).env("OTTUGI_HOME", "own").in(place).run().expect(0);
        String absolute = place.resolve("own").toString();
        shop.does("status").env("OTTUGI_HOME", absolute).run().expect(0);
        shop.does("down").env("OTTUGI_HOME", "own").in(place).run().expect(0);
        sandbox.assertNothingRuns();
    }

    @Test
    void onlyTheOwnerMayLookInside() {
        shop.up(Workers.SLEEP);
        for (var place : List.of(shop.runtime(), shop.state(), shop.logs())) {
            assertEquals("drwx------", mode(place.toString()), place::toString);
        }
        assertEquals("srw-------", mode(shop.socket().toString()));
    }

    private static List<String> commandOf(Status status) {
        List<String> command = status.worker().command();
        return command == null ? List.of() : command;
    }

    private String mode(String path) {
        return sandbox.command("stat", "-c", "%A", path).run().expect(0).out().trim();
    }
}
