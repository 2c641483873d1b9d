package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Step 6, signals: what stops it stops the worker first; the rest knocks nobody over. */
class SignalsIT {
    private static final String[] STUBBORN = {"trap '' TERM INT HUP"};

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aBrokenPipeKillsNeither() {
        Status before = shop.up(Workers.bundled(sandbox));
        Await.until("its first count", () -> Workers.lastCount(shop.log()) > 0);
        Sig.PIPE.to(before.supervisor().pid());
        Sig.PIPE.to(before.workerPid());
        long now = Workers.lastCount(shop.log());
        Await.until("it counts on", () -> Workers.lastCount(shop.log()) > now);
        Status after = shop.status();
        assertEquals(before.supervisor().pid(), after.supervisor().pid());
        assertEquals(before.workerPid(), after.workerPid());
    }

    @Test
    void anOutputThatNobodyReadsKillsNeither() {
        String words = String.join(" ", shop.does("run", Workers.counting(sandbox)).words());
        Running pipeline = sandbox.command("sh", "-c", words + " | head -n 2").start();
        shop.awaitEvent("running", 1);
        Status before = shop.status();
        long now = Workers.lastCount(shop.log());
        Await.until("it counts on", () -> Workers.lastCount(shop.log()) > now + 5);
        assertEquals(before.workerPid(), shop.status().workerPid());
        shop.down().expect(0);
        pipeline.finish().expect(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"TERM", "INT"})
    void stopsTheWorkerFirstAndThenItself(Sig signal) {
        String trap = "trap 'kill -0 $PPID && echo supervisor still there; exit 0' TERM";
        Running run = shop.does("run", Workers.trapping(sandbox, "polite", trap)).start();
        Await.until("traps", () -> run.out().contains("ready"));
        Status status = shop.status();
        signal.to(run.pid());
        run.finish().expect(0);
        assertFalse(new Proc(status.workerPid()).alive());
        assertTrue(run.out().contains("supervisor still there"), run.out());
        assertOrder("stopping", "stopped", "supervisor-down");
    }

    @ParameterizedTest
    @EnumSource(names = {"TERM", "INT"})
    void aDetachedSupervisorStopsInOrderToo(Sig signal) {
        Status status = shop.up(Workers.SLEEP);
        signal.to(status.supervisor().pid());
        Await.until("its end", () -> !new Proc(status.supervisor().pid()).alive());
        assertFalse(new Proc(status.workerPid()).alive());
        assertFalse(Files.exists(shop.socket()), "its socket");
        assertOrder("stopping", "stopped", "supervisor-down");
        assertEquals(3, shop.does("status").run().exit());
    }

    @Test
    void theInterruptKeyReachesTheWorkerAsAnOrderlyStop() {
        String[] worker =
                Workers.trapping(
                        sandbox, "keys", "trap 'echo int' INT", "trap 'echo term; exit 0' TERM");
        try (Pty pty = Pty.open()) {
            Running run = shop.does("run", worker).on(pty).start();
            pty.awaitOnScreen("ready");
            pty.interrupt();
            run.finish().expect(0);
            assertTrue(pty.screen().contains("\nterm\n"), pty.screen());
            assertFalse(pty.screen().contains("\nint\n"), pty.screen());
        }
    }

    @Test
    void aSecondInterruptStopsAtOnce() {
        String[] worker =
                Workers.with(Workers.trapping(sandbox, "stubborn", STUBBORN), "stop.timeout=10m");
        try (Pty pty = Pty.open()) {
            Running run = shop.does("run", worker).on(pty).start();
            pty.awaitOnScreen("ready");
            long pid = shop.status().workerPid();
            pty.interrupt();
            shop.awaitEvent("stopping", 1);
            assertTrue(new Proc(pid).alive());
            pty.interrupt();
            Result result = run.finish();
            assertFalse(new Proc(pid).alive());
            assertTrue(result.exit() == 0 || result.exit() == 130, result::toString);
        }
    }

    @Test
    void aWorkerThatIgnoresTermIsKilledAfterTheTimeout() {
        String[] worker =
                Workers.with(Workers.trapping(sandbox, "stubborn", STUBBORN), "stop.timeout=300ms");
        Status status = shop.up(worker);
        Await.until("traps", () -> shop.log().contains("ready"));
        shop.down().expect(0);
        assertFalse(new Proc(status.workerPid()).alive());
        assertFalse(new Proc(status.supervisor().pid()).alive());
        assertEquals(1, shop.events("killing").size());
    }

    @Test
    void aStoppedWorkerIsEndedToo() {
        Status status = shop.up(Workers.with(Workers.SLEEP, "stop.timeout=10m"));
        Sig.STOP.to(status.workerPid());
        shop.down().expect(0);
        assertFalse(new Proc(status.workerPid()).alive());
    }

    @Test
    void theStopSignalCanBeChosen() {
        String[] worker =
                Workers.with(
                        Workers.trapping(sandbox, "choosy", "trap 'echo usr2; exit 0' USR2"),
                        "stop.signal=USR2");
        shop.up(worker);
        Await.until("traps", () -> shop.log().contains("ready"));
        shop.down().expect(0);
        assertTrue(shop.log().contains("usr2"), shop.log());
    }

    /** A pool of one task, which ends when the file "may-end" is there, or when it is told. */
    private String[] pool(String whenTold, String... settings) {
        String task =
                "(trap 'echo task was told; exit 1' TERM; echo task begins;"
                        + " until [ -e '%s/may-end' ]; do sleep 0.02; done; echo task is done) &";
        String[] lines = {
            task.formatted(sandbox.work()), "task=$!", "trap 'echo told; " + whenTold + "' TERM"
        };
        return Workers.with(Workers.trapping(sandbox, "pool", lines), settings);
    }

    @Test
    void aStopOfTheFirstProcessLetsItsTasksFinish() {
        shop.up(pool("wait $task; exit 0", "stop.to=process", "stop.timeout=10m"));
        Await.until("its task", () -> shop.log().contains("task begins"));
        Running stop = shop.does("stop", "shop").start();
        Await.until("the first process is told", () -> shop.log().contains("told"));
        sandbox.write("may-end", "");
        stop.finish().expect(0);
        assertTrue(shop.log().contains("task is done"), shop::log);
        assertFalse(shop.log().contains("task was told"), shop::log);
    }

    @ParameterizedTest
    @CsvSource({"process, true", "mixed, false"})
    void whatTheFirstProcessLeavesIsAskedOrKilled(String to, boolean asked) {
        shop.up(pool("exit 0", "stop.to=" + to, "stop.timeout=10m"));
        Await.until("its task", () -> shop.log().contains("task begins"));
        shop.does("stop", "shop").run().expect(0);
        assertEquals(asked, shop.log().contains("task was told"), shop::log);
        assertEquals(List.of(), shop.events("killing"));
    }

    @Test
    void allProcessesOfTheWorkerEndWithIt() {
        String[] worker =
                Workers.trapping(
                        sandbox, "family", "sleep 1000 &", "setsid sleep 1000 &", "(sleep 1000 &)");
        shop.up(worker);
        Await.until("the family", () -> sleepers() == 3);
        shop.down().expect(0);
        assertEquals(0, sleepers(), "processes of the worker left by down");
    }

    private long sleepers() {
        return sandbox.processes().stream()
                .filter(proc -> Workers.isSleeping(proc, "1000"))
                .count();
    }

    private void assertOrder(String... kinds) {
        List<String> wanted = List.of(kinds);
        List<String> seen =
                shop.events().stream().map(Event::name).filter(wanted::contains).toList();
        assertEquals(wanted, seen);
    }
}
