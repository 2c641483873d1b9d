package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Step 2, SIGHUP: it knocks nobody over, and no disposition of ours reaches the worker. */
class HangupIT {
    private static final String EVERY_SIGNAL_IGNORED =
            "env --ignore-signal=HUP,INT,QUIT,PIPE,TERM,USR1,USR2,ALRM,CHLD,TSTP,TTIN,TTOU,XFSZ";

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aHundredHangupsKnockNeitherOver() {
        String[] worker =
                Workers.trapping(sandbox, "hup", "h=0", "trap 'h=$((h+1)); echo got $h' HUP");
        Status before = shop.up(worker);
        Await.until("traps", () -> shop.log().contains("ready"));
        for (int i = 0; i < 100; i++) {
            Sig.HUP.to(before.supervisor().pid());
            Sig.HUP.to(before.workerPid());
        }
        Status after = shop.awaitStatus("hangups", s -> s.supervisor().hangups() >= 1);
        Await.until("the worker's own HUP", () -> shop.log().contains("got 1"));
        assertEquals(before.supervisor().pid(), after.supervisor().pid());
        assertEquals(before.workerPid(), after.workerPid());
        assertEquals(0, after.worker().restarts());
        shop.awaitEvent("hangup", 1);
    }

    @Test
    void hangupsThatDoNotOverlapAreAllCounted() {
        long supervisor = shop.up(Workers.SLEEP).supervisor().pid();
        for (int n = 1; n <= 5; n++) {
            int expected = n;
            Sig.HUP.to(supervisor);
            shop.awaitStatus(n + " hangups", s -> s.supervisor().hangups() == expected);
        }
    }

    /** Who finds its name in the lock, and nobody listening yet, sends it one. */
    @Test
    void hangupsWhileItComesUpAreSurvived() {
        Running run = shop.does("run", Workers.SLEEP).start();
        Path lock = shop.state().resolve("lock");
        Await.until("its name in the lock", () -> Files.exists(lock) && Files.size(lock) > 0);
        Await.until(
                "it is up",
                () -> {
                    Sig.HUP.toIfThere(run.pid());
                    return !shop.events("supervisor-up").isEmpty() || !run.alive();
                });
        shop.awaitStatus("it runs", now -> now.in("RUNNING"));
        assertEquals(run.pid(), shop.status().supervisor().pid());
        shop.down().expect(0);
        run.finish().expect(0);
    }

    @Test
    void theBundledWorkerSurvivesHangups() {
        Status before = shop.up(Workers.bundled(sandbox, "--report-signals", "HUP"));
        Await.until("its first count", () -> Workers.lastCount(shop.log()) > 0);
        for (int i = 0; i < 100; i++) {
            Sig.HUP.to(before.workerPid());
        }
        Await.until("its own HUP", () -> shop.log().contains("got HUP"));
        long now = Workers.lastCount(shop.log());
        Await.until("it counts on", () -> Workers.lastCount(shop.log()) > now);
        assertEquals(before.workerPid(), shop.status().workerPid());
    }

    @Test
    void aWorkerThatDoesNotCareForHupFallsAndStandsAgain() {
        shop.up(Workers.SLEEP);
        shop.fell(Sig.HUP);
        assertEquals("signal HUP", shop.status().lastFall().cause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "nohup", EVERY_SIGNAL_IGNORED, "env --block-signal"})
    void theWorkerStartsWithDefaultSignals(String prefix) {
        shop.does("up", Workers.SLEEP).through(prefix.split(" ")).run().expect(0);
        assertDefaultSignals(shop.status().workerPid());
        assertDefaultSignals(shop.fell(Sig.KILL).pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERY_SIGNAL_IGNORED, "env --block-signal"})
    void theWorkerOfAForegroundSupervisorDoesToo(String prefix) {
        Running run = shop.does("run", Workers.SLEEP).through(prefix.split(" ")).start();
        assertDefaultSignals(shop.awaitEvent("running", 1).pid());
        Sig.TERM.to(run.pid());
        run.finish().expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nohup", EVERY_SIGNAL_IGNORED, "env --block-signal"})
    void theSupervisorHearsItsSignalsThoughTheyWereIgnored(String prefix) {
        shop.does("up", Workers.SLEEP).through(prefix.split(" ")).run().expect(0);
        long supervisor = shop.status().supervisor().pid();
        Sig.HUP.to(supervisor);
        shop.awaitStatus("a hangup", s -> s.supervisor().hangups() == 1);
        shop.fell(Sig.KILL);
        assertEquals("signal KILL", shop.status().lastFall().cause());
        Sig.TERM.to(supervisor);
        Await.until("its end", () -> !new Proc(supervisor).alive());
    }

    private static void assertDefaultSignals(long pid) {
        Proc worker = new Proc(pid);
        Await.until("the worker's own program", () -> Workers.isSleeping(worker, "1000"));
        Proc.Signals signals = worker.signals();
        assertEquals(new Proc.Signals(0, 0, 0), signals);
        assertTrue(worker.alive());
    }
}
