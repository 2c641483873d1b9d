package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Step 7, the respawn loop: however the worker falls, a new one stands, and why is known. */
class RespawnIT {
    /** Threads come and go in a JVM; a leak of one a kill would be a hundred. */
    private static final int THREADS_OF_SLACK = 3;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @ParameterizedTest
    @CsvSource({"KILL,9", "TERM,15", "SEGV,11", "USR1,10", "PIPE,13", "QUIT,3"})
    void killedBySomebodyItStandsAgain(Sig signal, int number) {
        Status before = shop.up(Workers.SLEEP);
        Event running = shop.fell(signal);
        Status after = shop.status();
        assertNotEquals(before.workerPid(), after.workerPid());
        assertEquals(running.pid(), after.workerPid());
        assertEquals(before.worker().generation() + 1, after.worker().generation());
        assertEquals(1, after.worker().restarts());
        assertFellBy("signal " + signal, number, before);
        assertEquals("somebody else", after.lastFall().by());
        assertEquals(number, waitStatus(after) & 0x7f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 137, 143, 255})
    void exitedItStandsAgain(int code) {
        Status before = shop.up(Workers.exitingOnUsr1(sandbox, code));
        Await.until("traps", () -> shop.log().contains("ready"));
        shop.fell(Sig.USR1);
        assertFellBy("exit " + code, code << 8, before);
        assertEquals(code << 8, waitStatus(shop.status()));
        assertEquals(1, shop.status().worker().restarts());
    }

    @Test
    void aHundredKillsLeaveNothingBehind() {
        long supervisor = shop.up(Workers.restartingAtOnce(Workers.SLEEP)).supervisor().pid();
        shop.fell(Sig.KILL);
        Proc proc = new Proc(supervisor);
        int threads = proc.threads();
        int descriptors = proc.descriptors().size();
        Set<Path> files = files();
        for (int n = 0; n < 100; n++) {
            killOnce();
        }
        Status after = shop.status();
        assertEquals(supervisor, after.supervisor().pid());
        assertEquals(101, after.worker().restarts());
        assertEquals(101, shop.events("fell").size());
        Await.passes("no zombie", () -> assertEquals(0, proc.zombies().size()));
        Await.passes(
                "no more threads than before",
                () ->
                        assertTrue(
                                proc.threads() <= threads + THREADS_OF_SLACK,
                                () -> "before: " + threads));
        Await.passes(
                "no more descriptors than before",
                () ->
                        assertEquals(
                                descriptors,
                                proc.descriptors().size(),
                                () -> proc.descriptors().toString()));
        assertEquals(files, files());
        assertEquals(2, sandbox.processes().size(), () -> sandbox.processes().toString());
    }

    @Test
    void whatAFallenWorkerLeftIsEndedBeforeTheNextOneStarts() {
        String script = "sleep 1000 & echo $!; exec sleep 1001";
        shop.up("--", "sh", "-c", script);
        Await.until("the child", () -> Workers.lastCount(shop.log()) > 0);
        long child = Workers.lastCount(shop.log());
        assertTrue(new Proc(child).alive());
        Event running = shop.fell(Sig.KILL);
        assertFalse(new Proc(child).alive(), "the child of the generation before");
        Await.until(
                "just the new family",
                () -> sandbox.processes().size() == 3 && new Proc(running.pid()).alive());
    }

    @Test
    void withPolicyNeverItStaysDown() {
        shop.up(Workers.with(Workers.SLEEP, "restart.policy=never"));
        Sig.KILL.to(shop.status().workerPid());
        Status status = shop.awaitStatus("EXITED", s -> s.in("EXITED"));
        assertEquals("signal KILL", status.lastFall().cause());
        assertNull(status.worker().pid());
        assertEquals(1, shop.does("status").run().exit());
    }

    @ParameterizedTest
    @CsvSource({"0,EXITED", "3,EXITED", "7,RUNNING"})
    void withPolicyOnFailureASuccessIsTheEnd(int code, String state) {
        shop.up(
                Workers.with(
                        Workers.exitingOnUsr1(sandbox, code),
                        "restart.policy=on-failure",
                        "success_exit_codes=0,3"));
        Await.until("traps", () -> shop.log().contains("ready"));
        Sig.USR1.to(shop.status().workerPid());
        shop.awaitEvent("fell", 1);
        shop.awaitStatus(state, s -> s.in(state));
    }

    @Test
    void fallsInARowAreAnsweredLater() {
        shop.up(Workers.with(new String[] {"--", "false"}, "restart.initial=1h", "restart.max=2h"));
        Status status = shop.awaitStatus("BACKOFF", s -> s.in("BACKOFF"));
        assertNotNull(status.worker().nextAttempt());
        assertEquals(2, shop.events("fell").size(), "the first is answered at once");
        assertEquals("up", status.worker().wanted());
        assertEquals(1, shop.does("status").run().exit());
        shop.down().expect(0);
    }

    @Test
    void itsOutputGoesOnInTheSameLog() {
        shop.up("--", "sh", "-c", "echo generation $OTTUGI_GENERATION; exec sleep 1000");
        Await.until("the first", () -> shop.log().contains("generation 1\n"));
        shop.fell(Sig.KILL);
        Await.until("the second", () -> shop.log().equals("generation 1\ngeneration 2\n"));
    }

    private void killOnce() {
        Event last = shop.events("running").get(shop.events("running").size() - 1);
        Sig.KILL.to(last.pid());
        shop.awaitRunningAfter(last.generation());
    }

    private void assertFellBy(String cause, int waitStatus, Status before) {
        String said = shop.status().lastFall().cause();
        assertTrue(said.equals(cause) || said.equals(cause + " (core dumped)"), said);
        Event fell = shop.awaitEvent("fell", 1);
        assertEquals(said, fell.cause());
        assertEquals(waitStatus, fell.number("wait_status") & ~0x80);
        assertEquals(before.workerPid(), fell.pid());
        assertEquals(before.worker().generation(), fell.generation());
    }

    private static int waitStatus(Status status) {
        return Objects.requireNonNull(status.lastFall().waitStatus(), "wait status");
    }

    private Set<Path> files() {
        try (Stream<Path> files = Files.walk(sandbox.home())) {
            return files.collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
