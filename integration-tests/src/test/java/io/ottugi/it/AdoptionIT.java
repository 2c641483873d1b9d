package io.ottugi.it;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Step 10, the supervisor is killed: the worker goes on, and the next one takes it over. */
class AdoptionIT {
    /** Far below any interval at which a worker that is not a child could be polled for. */
    private static final Duration AT_ONCE = Duration.ofMillis(900);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void theWorkerWorksOnAndTheNextUpTakesItOver() {
        String[] worker = Workers.counting(sandbox);
        Status before = shop.up(worker);
        Await.until("some counts", () -> Workers.lastCount(shop.log()) > 2);
        killSupervisor(before);
        long then = Workers.lastCount(shop.log());
        Await.until("it counts on", () -> Workers.lastCount(shop.log()) > then + 3);
        Status after = shop.up(worker);
        assertAdopted(before, after);
        assertNotEquals(before.supervisor().pid(), after.supervisor().pid());
        long now = Workers.lastCount(shop.log());
        Await.until("it counts on", () -> Workers.lastCount(shop.log()) > now + 3);
        assertCountedByOneOnly();
        shop.down().expect(0);
        assertFalse(new Proc(after.workerPid()).alive());
    }

    @Test
    void betweenTheTwoItIsShownAsUnsupervised() {
        Status before = shop.up(Workers.SLEEP);
        killSupervisor(before);
        assertEquals(3, shop.does("status").run().exit());
        Status between = shop.status();
        assertEquals("none", between.supervisor().state());
        assertTrue(between.in("UNSUPERVISED"), between::toString);
        assertEquals(before.workerPid(), between.workerPid());
        assertAdopted(before, shop.up(Workers.SLEEP));
    }

    @Test
    void aForegroundSupervisorTakesItOverToo() {
        Status before = shop.up(Workers.SLEEP);
        killSupervisor(before);
        Running run = shop.does("run", Workers.SLEEP).start();
        shop.awaitEvent("adopted", 1);
        assertAdopted(before, shop.status());
        Sig.TERM.to(run.pid());
        run.finish().expect(0);
        assertFalse(new Proc(before.workerPid()).alive());
    }

    @Test
    void itIsTakenOverAgainAndAgain() {
        Status before = shop.up(Workers.SLEEP);
        for (int n = 1; n <= 3; n++) {
            killSupervisor(shop.status());
            assertAdopted(before, shop.up(Workers.SLEEP));
        }
    }

    @Test
    void withoutItsRecordItIsStillFound() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        killSupervisor(before);
        Files.delete(shop.workerRecord());
        Status after = shop.up(Workers.SLEEP);
        assertEquals(before.workerPid(), after.workerPid());
        assertTrue(new Proc(before.workerPid()).alive());
        assertEquals(1, sleepers(), "copies of the worker");
    }

    /** As after a death between the start of a process and the writing of its record. */
    @Test
    void withoutItsRecordItIsFoundAmongChildrenWithSessionsOfTheirOwn() throws IOException {
        String[] worker = {"--", "sh", "-c", "setsid sleep 1000 & setsid sleep 1000 & wait"};
        Status before = shop.up(worker);
        Await.until("the children", () -> sleepers() == 2);
        killSupervisor(before);
        Files.delete(shop.workerRecord());
        shop.does("up", worker).run().expect(0);
        assertAdopted(before, shop.status());
    }

    @Test
    void withATornRecordItIsStillFound() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        for (String torn : List.of("", "{", "{}", "no record\n")) {
            killSupervisor(shop.status());
            Files.writeString(shop.workerRecord(), torn);
            assertEquals(before.workerPid(), shop.up(Workers.SLEEP).workerPid());
        }
        assertEquals(1, sleepers(), "copies of the worker");
    }

    @Test
    void whatCannotBeProvedIsShownNeitherKilledNorDoubled() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        killSupervisor(before);
        Files.delete(shop.workerRecord());
        String[] other = {"--", "sleep", "3000"};
        Result up = shop.does("up", other).run();
        assertTrue(up.err().contains(Long.toString(before.workerPid())), up::toString);
        assertTrue(new Proc(before.workerPid()).alive());
        assertEquals(2, sandbox.processes().size(), "the supervisor and the process in doubt");
        shop.awaitEvent("held", 1);
        assertEquals(1, shop.does("status").run().exit());
        Result start = shop.does("start", "all").run().expect(1);
        assertTrue(start.out().contains(Long.toString(before.workerPid())), start::toString);
        assertEquals(2, sandbox.processes().size(), "not doubled by hand either");
        shop.down().expect(0).complains("process " + before.workerPid());
        shop.does("up", other).run();
        Sig.TERM.to(before.workerPid());
        shop.awaitStatus("the worker, when the doubt is gone", s -> s.in("RUNNING"));
    }

    /** The event record names it, though it has no cookie, no log and no image of its own. */
    @Test
    void withoutRecordLogAndEnvironmentItIsHeld() throws IOException {
        String[] worker = titled();
        Status before = shop.up(worker);
        try {
            killSupervisor(before);
            Files.delete(shop.workerRecord());
            Result up = shop.does("up", worker).run().expect(1);
            assertTrue(up.err().contains("process " + before.workerPid()), up::toString);
            shop.awaitEvent("held", 1);
            shop.down().expect(0).complains("process " + before.workerPid());
            assertTrue(new Proc(before.workerPid()).alive());
            assertEquals(1, shop.events("running").size(), "not doubled");
        } finally {
            Sig.KILL.toIfThere(before.workerPid());
        }
    }

    /** Anybody may run that program; so it is told of, and holds nothing back. */
    @Test
    void ofWhichNothingIsLeftButItsImageIsToldOf() throws IOException {
        String[] worker = titled();
        Status before = shop.up(worker);
        try {
            killSupervisor(before);
            Files.delete(shop.workerRecord());
            Files.delete(shop.state().resolve("events.jsonl"));
            Status after = shop.up(worker);
            assertNotEquals(before.workerPid(), after.workerPid());
            String told = shop.awaitEvent("strays", 1).text("sentence");
            assertTrue(told.contains("pid " + before.workerPid() + ","), told);
            shop.down().expect(0);
            assertTrue(new Proc(before.workerPid()).alive(), "it is not ours to end");
        } finally {
            Sig.KILL.toIfThere(before.workerPid());
        }
    }

    /** Writes a title over its arguments and its environment, and no log. */
    private String[] titled() throws IOException {
        Path perl = Path.of("/usr/bin/perl");
        Skip.unless(Files.isExecutable(perl), "no " + perl);
        Path own = Files.copy(perl, sandbox.work().resolve("perl"), COPY_ATTRIBUTES);
        String program = "$0 = 'serving' . ' ' x 100000; sleep 1000";
        return Workers.with(
                new String[] {"--", own.toString(), "-e", program}, "log.file=/dev/null");
    }

    @Test
    void whatAFallenWorkerLeftIsEndedBeforeTheNextOneStarts() {
        String[] worker = {"--", "sh", "-c", "sleep 1000 & exec sleep 2000"};
        Status before = shop.up(worker);
        Await.until("the child", () -> sleepers() == 1);
        killSupervisor(before);
        Sig.KILL.to(before.workerPid());
        Await.until("its end", () -> !new Proc(before.workerPid()).alive());
        shop.does("up", worker).run().expect(0);
        shop.awaitRunningAfter(before.worker().generation());
        Await.until("one family", () -> sandbox.processes().size() == 3);
    }

    @Test
    void aRecycledPidIsNeitherMistakenNorKilled() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        killSupervisor(before);
        Sig.KILL.to(before.workerPid());
        Running innocent = sandbox.command("sleep", "2000").start();
        replaceInRecord(before.workerPid(), innocent.pid());
        Status after = shop.up(Workers.SLEEP);
        assertNotEquals(innocent.pid(), after.workerPid());
        assertFalse(after.worker().adopted());
        assertTrue(after.worker().generation() > before.worker().generation());
        shop.down().expect(0);
        assertTrue(innocent.alive());
        Sig.KILL.to(innocent.pid());
        innocent.finish();
    }

    @Test
    void aWorkerThatFellMeanwhileIsStartedAnew() {
        Status before = shop.up(Workers.SLEEP);
        killSupervisor(before);
        Sig.KILL.to(before.workerPid());
        Await.until("its end", () -> !new Proc(before.workerPid()).alive());
        Status after = shop.up(Workers.SLEEP);
        assertFalse(after.worker().adopted());
        assertTrue(after.worker().generation() > before.worker().generation());
        assertEquals(1, sleepers(), "copies of the worker");
    }

    @Test
    void theFallOfAnAdoptedWorkerIsNoticedAtOnce() {
        adopted(Workers.SLEEP);
        Instant killed = Instant.now();
        shop.fell(Sig.KILL);
        Event fell = shop.awaitEvent("fell", 1);
        Duration late = Duration.between(killed, Instant.parse(fell.text("at")));
        assertTrue(late.compareTo(AT_ONCE) < 0, () -> "noticed after " + late);
        Status after = shop.status();
        assertFalse(after.worker().adopted());
        assertCause("signal KILL", fell.cause());
    }

    @Test
    void theExitCodeOfAnAdoptedWorkerIsTheTrueOneOrUnknown() {
        String[] worker = Workers.exitingOnUsr1(sandbox, 7);
        shop.up(worker);
        Await.until("traps", () -> shop.log().contains("ready"));
        killSupervisor(shop.status());
        shop.up(worker);
        shop.fell(Sig.USR1);
        assertCause("exit 7", shop.status().lastFall().cause());
    }

    @Test
    void downStopsAnAdoptedWorkerWithAllItsProcesses() {
        String[] worker =
                Workers.trapping(sandbox, "family", "sleep 1000 &", "setsid sleep 1000 &");
        Status before = shop.up(worker);
        Await.until("the family", () -> sleepers() == 2);
        killSupervisor(before);
        assertAdopted(before, shop.up(worker));
        shop.down().expect(0);
        assertEquals(0, sleepers(), "processes of the worker left by down");
    }

    @Test
    void keptWorkersAreTakenOver() {
        Status before = shop.up(Workers.SLEEP);
        shop.down("--keep-workers").expect(0);
        assertFalse(new Proc(before.supervisor().pid()).alive());
        assertTrue(new Proc(before.workerPid()).alive());
        assertFalse(Files.exists(shop.socket()), "the socket");
        assertAdopted(before, shop.up(Workers.SLEEP));
    }

    @Test
    void aSupervisorKilledInTheMiddleOfManyFallsLeavesOneWorker() {
        shop.upThoughItFalls(
                Workers.restartingAtOnce(
                        "--", "sh", "-c", "sleep 0.05; [ -e quiet ] && exec sleep 1000"));
        Status before = shop.status();
        shop.awaitEvent("fell", 5);
        Sig.KILL.to(before.supervisor().pid());
        Await.until("its end", () -> !new Proc(before.supervisor().pid()).alive());
        Status after = shop.up(Workers.SLEEP);
        Await.until("one worker", () -> sandbox.processes().size() == 2);
        assertTrue(after.supervisor().pid() != before.supervisor().pid());
    }

    private Status adopted(String... worker) {
        killSupervisor(shop.up(worker));
        Status after = shop.up(worker);
        assertTrue(after.worker().adopted(), after::toString);
        return after;
    }

    private static void killSupervisor(Status status) {
        long pid = status.supervisor().pid();
        Sig.KILL.to(pid);
        Await.until("the supervisor's end", () -> !new Proc(pid).alive());
    }

    private static void assertAdopted(Status before, Status after) {
        assertEquals(before.workerPid(), after.workerPid());
        assertEquals(before.worker().generation(), after.worker().generation());
        assertTrue(after.worker().adopted(), after::toString);
        assertTrue(after.in("RUNNING"), after::toString);
    }

    private void assertCountedByOneOnly() {
        List<Long> counts = Workers.counts(shop.log());
        for (int i = 0; i < counts.size(); i++) {
            assertEquals(i + 1, counts.get(i));
        }
    }

    private void replaceInRecord(long pid, long by) throws IOException {
        Path record = shop.workerRecord();
        String text = Files.readString(record);
        String changed = text.replaceAll("\\b" + pid + "\\b", Long.toString(by));
        assertNotEquals(text, changed);
        Files.writeString(record, changed);
    }

    private long sleepers() {
        return sandbox.processes().stream()
                .filter(proc -> Workers.isSleeping(proc, "1000"))
                .count();
    }

    private static void assertCause(String trueOne, String cause) {
        String expected = tellsStatusOfOthers() ? trueOne : "unknown (";
        assertTrue(cause.startsWith(expected), cause);
    }

    /** PIDFD_GET_INFO tells the status of any process since Linux 6.15. */
    private static boolean tellsStatusOfOthers() {
        String[] version = System.getProperty("os.version").split("[^0-9]+", -1);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 15);
    }
}
