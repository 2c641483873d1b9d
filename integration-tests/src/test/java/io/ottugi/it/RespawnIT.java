package io.ottugi.it;

import static io.ottugi.it.harness.Sig.KILL;
import static io.ottugi.it.harness.Sig.PIPE;
import static io.ottugi.it.harness.Sig.QUIT;
import static io.ottugi.it.harness.Sig.SEGV;
import static io.ottugi.it.harness.Sig.TERM;
import static io.ottugi.it.harness.Sig.USR1;
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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Step 7, the respawn loop: however the worker falls, a new one stands, and why is known. */
class RespawnIT {
    /** A few threads and descriptors come and go; a leak of one a kill would be a hundred. */
    private static final int SLACK = 3;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void killedBySomebodyItStandsAgain() {
        shop.up(Workers.restartingAtOnce(Workers.SLEEP));
        for (Sig signal : List.of(KILL, TERM, SEGV, USR1, PIPE, QUIT)) {
            Status before = shop.status();
            Event running = shop.fell(signal);
            assertFellAndStands(before, running, "signal " + signal, signal.number());
            assertEquals("not us", shop.status().lastFall().by());
        }
    }

    @Test
    void exitedItStandsAgain() throws IOException {
        Path code = sandbox.write("code", "");
        String trap = "trap 'exit $(cat " + code + ")' USR1";
        shop.up(Workers.restartingAtOnce(Workers.trapping(sandbox, "exiting", trap)));
        for (int exit : List.of(0, 1, 7, 126, 127, 137, 143, 255)) {
            Status before = shop.status();
            int restarts = before.worker().restarts();
            Await.until("traps", () -> shop.log().lines().count() > restarts);
            Files.writeString(code, Integer.toString(exit));
            Event running = shop.fell(USR1);
            assertFellAndStands(before, running, "exit " + exit, exit << 8);
            assertEquals("itself", shop.status().lastFall().by());
        }
    }

    @Test
    void aHundredKillsLeaveNothingBehind() {
        long supervisor = shop.up(Workers.restartingAtOnce(Workers.SLEEP)).supervisor().pid();
        shop.fell(KILL);
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
                () -> assertTrue(proc.threads() <= threads + SLACK, () -> "before: " + threads));
        Await.passes(
                "no more descriptors than before",
                () ->
                        assertTrue(
                                proc.descriptors().size() <= descriptors + SLACK,
                                () -> descriptors + " before, now " + proc.descriptors()));
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
        Event running = shop.fell(KILL);
        assertFalse(new Proc(child).alive(), "the child of the generation before");
        Await.until(
                "just the new family",
                () -> sandbox.processes().size() == 3 && new Proc(running.pid()).alive());
    }

    @Test
    void whatLeftTheGroupOfAFallenWorkerIsEndedBeforeTheNextOneStarts() {
        shop.up("--", "sh", "-c", "setsid sleep 1000 & echo $!; exec sleep 1001");
        Await.until("the stray", () -> Workers.lastCount(shop.log()) > 0);
        long stray = Workers.lastCount(shop.log());
        Await.until("its own group", () -> new Proc(stray).stat().group() == stray);
        shop.fell(KILL);
        assertFalse(new Proc(stray).alive(), "the stray of the generation before");
        Await.until("just the new family", () -> sandbox.processes().size() == 3);
        assertTrue(shop.status().in("RUNNING"));
    }

    /** A child in a session of its own keeps the port for half a second after it was asked. */
    @Test
    void aChildThatKeepsThePortOfAKilledMasterCostsNoFall() {
        Path port = sandbox.home().resolve("port");
        String master =
                "use IO::Socket::INET; use POSIX; $f = shift; $p = 0;"
                        + " if (open F, q(<), $f) { $p = <F>; close F }"
                        + " $s = IO::Socket::INET->new(Listen => 5, LocalAddr => q(127.0.0.1),"
                        + " LocalPort => $p, ReuseAddr => 1) or exit 98;"
                        + " open F, q(>), $f; print F $s->sockport; close F;"
                        + " if (!fork) { POSIX::setsid();"
                        + " $SIG{TERM} = sub { select undef, undef, undef, 0.5; exit 0 };"
                        + " $| = 1; print qq($$\n); sleep 1 while 1 }"
                        + " sleep 1 while 1";
        String[] worker = {"--", "perl", "-e", master, port.toString()};
        shop.up(
                Workers.with(
                        worker,
                        "restart.initial=0",
                        "restart.limit.restarts=3",
                        "restart.limit.within=60s"));
        Await.until("the child", () -> Workers.lastCount(shop.log()) > 0);
        long child = Workers.lastCount(shop.log());
        shop.fell(KILL);
        assertFalse(new Proc(child).alive(), "the child of the generation before");
        String log = shop.log();
        Await.until("the second child", () -> Workers.lastCount(shop.log()) != child);
        assertEquals(1, shop.events("fell").size(), () -> log + shop.events());
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void orphansOfTheWorkerComeToTheSupervisorWhichReapsThem() {
        Status status = shop.up("--", "sh", "-c", "(sleep 1000 & echo $!); exec sleep 1001");
        Await.until("the orphan", () -> Workers.lastCount(shop.log()) > 0);
        Proc orphan = new Proc(Workers.lastCount(shop.log()));
        long supervisor = status.supervisor().pid();
        Await.value("its parent", () -> orphan.stat().parent(), parent -> parent == supervisor);
        KILL.to(orphan.pid());
        Await.until("nothing left of it", () -> orphan.statIfThere().isEmpty());
        assertEquals(status.workerPid(), shop.status().workerPid());
    }

    @Test
    void withPolicyNeverItStaysDown() {
        shop.up(Workers.with(Workers.SLEEP, "restart.policy=never"));
        KILL.to(shop.status().workerPid());
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
        USR1.to(shop.status().workerPid());
        shop.awaitEvent("fell", 1);
        shop.awaitStatus(state, s -> s.in(state));
    }

    @Test
    void fallsInARowAreAnsweredLater() {
        shop.upThoughItFalls(
                Workers.with(new String[] {"--", "false"}, "restart.initial=1h", "restart.max=2h"));
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
        shop.fell(KILL);
        Await.until("the second", () -> shop.log().equals("generation 1\ngeneration 2\n"));
    }

    private void killOnce() {
        Event last = shop.events("running").get(shop.events("running").size() - 1);
        KILL.to(last.pid());
        shop.awaitRunningAfter(last.generation());
    }

    private void assertFellAndStands(Status before, Event running, String cause, int waitStatus) {
        Status after = shop.status();
        assertTrue(after.in("RUNNING"), after::toString);
        assertNotEquals(before.workerPid(), after.workerPid());
        assertEquals(running.pid(), after.workerPid());
        assertEquals(before.worker().generation() + 1, after.worker().generation());
        assertEquals(before.worker().restarts() + 1, after.worker().restarts());
        Status.Fall fall = after.lastFall();
        assertTrue(fall.cause().matches(cause + "( \\(.*\\))?"), fall::toString);
        assertEquals(waitStatus, withoutCore(fall.waitStatus()), fall::toString);
        assertEquals(before.worker().generation(), fall.generation(), fall::toString);
        Event fell = shop.events("fell").get(after.worker().restarts() - 1);
        assertEquals(fall.cause(), fell.cause());
        assertEquals(fall.waitStatus(), (int) fell.number("wait_status"));
        assertEquals(before.workerPid(), fell.pid());
        assertEquals(before.worker().generation(), fell.generation(), fell::toString);
    }

    /** Whether a core is dumped is up to the machine. */
    private static int withoutCore(@Nullable Integer waitStatus) {
        return Objects.requireNonNull(waitStatus, "wait status") & ~0x80;
    }

    private Set<Path> files() {
        try (Stream<Path> files = Files.walk(sandbox.home())) {
            return files.filter(path -> !path.startsWith(shop.state().resolve("incidents/shop")))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
