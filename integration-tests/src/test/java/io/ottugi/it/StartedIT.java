package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts as started, and that nobody is told so of what is not, or keeps falling. */
class StartedIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox().settling();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void upOfWhatFallsBeforeItCountsAsStartedSaysSo() {
        String job = "echo 'no such port' >&2; sleep 0.3; exit 3";
        Result up = shop.does("up", "--", "sh", "-c", job).run().expect(1);
        assertTrue(
                up.err().contains("shop fell right after its start: exit 3 after "), up::toString);
        assertTrue(up.err().contains("no such port"), up::toString);
        assertTrue(up.err().contains("'ottugi down -n shop' ends it"), up::toString);
        assertEquals("up", shop.status().supervisor().state());
        shop.down().expect(0);
    }

    @Test
    void upOfATaskThatIsDoneAtOnceIsWell() {
        shop.up("--set", "restart=never", "--", "true");
        shop.does("status").run().expect(0);
    }

    /** What waits for a task that has run for its time, and fails then, is not waited for. */
    @Test
    void upOfATaskThatFailsLaterEnds() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.migrate]
                        command = ["sh", "-c", "sleep 1; exit 3"]
                        oneshot = true
                        restart = "never"
                        start.settle = "100ms"

                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["migrate"]
                        """);
        Result up = shop.does("up", "-c", file.toString()).run().expect(1);
        assertTrue(up.err().contains("migrate fell: exit 3 after "), up::toString);
        assertTrue(up.err().contains("web waits for migrate (EXITED)"), up::toString);
    }

    @Test
    void upAndThoseAfterItWaitUntilEachCountsAsStarted() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.db]
                        command = ["sleep", "1000"]

                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["db"]
                        start.settle = "0s"
                        """);
        shop.up("-c", file.toString());
        Event starting = shop.awaitEvent("starting", 1);
        Event running = shop.awaitEvent("running", 1);
        assertEquals("db", running.text("worker"));
        assertTrue(at(starting).plus(Duration.ofSeconds(1)).isBefore(at(running)));
        assertFalse(at(shop.awaitEvent("starting", 2)).isBefore(at(running)), "web waits for db");
        assertEquals("RUNNING", shop.status().state("web"));
    }

    private static Instant at(Event event) {
        return Instant.parse(event.text("at"));
    }

    /** Each serves half a second after its start; who is told to end looks for the other. */
    @Test
    void rollingRestartLeavesOneThatServes() {
        sandbox.script(
                "web",
                "trap 'rm $1; [ -e $2 ] || echo outage; exit 0' TERM",
                "sleep 0.5",
                "touch $1",
                "echo serves",
                "while :; do sleep 0.02; done");
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.a]
                        command = ["sh", "./web", "a", "b"]
                        directory = "."
                        start.settle = "2s"

                        [worker.b]
                        command = ["sh", "./web", "b", "a"]
                        directory = "."
                        start.settle = "2s"
                        """);
        shop.up("-c", file.toString());
        Result rolled = shop.does("restart", "--rolling", "all").run().expect(0);
        assertTrue(
                rolled.out().matches("a runs: pid \\d+ \\(for 2s\\)\nb runs: pid .*\n"),
                rolled::toString);
        assertTrue(
                rolled.err().contains("'runs' means: for as long as its start.settle"),
                rolled::toString);
        Result logs = shop.does("logs").run().expect(0);
        assertTrue(logs.out().contains("serves"), logs::toString);
        assertFalse(logs.out().contains("outage"), logs::toString);
    }

    @Test
    void whatFellLatelyIsNotHealthy() {
        shop.up(
                "--set",
                "start.settle=0s",
                "--set",
                "restart.reset_after=1h",
                "--",
                "sleep",
                "1000");
        shop.does("status").run().expect(0);
        shop.fell(Sig.KILL);
        shop.fell(Sig.KILL);
        Result status = shop.does("status").run().expect(1);
        assertTrue(status.out().contains("RUNNING, unstable: 2 falls in "), status::toString);
        Result json = shop.does("status", "--json").run().expect(1);
        assertTrue(json.out().contains("\"ok\":false"), json::toString);
        assertTrue(json.out().contains("\"unstable\":{\"falls\":2,"), json::toString);
        Result why = shop.does("why").run().expect(1);
        assertTrue(why.out().contains("but is unstable: 2 falls in"), why::toString);
        shop.does("restart", "shop").run().expect(0);
        shop.does("status").run().expect(0);
    }

    @Test
    void whatHasStoodItsTimeIsHealthyAgain() {
        shop.up(
                "--set",
                "start.settle=0s",
                "--set",
                "restart.reset_after=1s",
                "--",
                "sleep",
                "1000");
        shop.fell(Sig.KILL);
        shop.awaitStatus("its fall is forgotten", now -> shop.does("status").run().exit() == 0);
    }
}
