package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Step 3, setpgrp and setsid: nobody belongs to the operator's session or terminal any more. */
class SessionIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void supervisorAndWorkerLeadSessionsOfTheirOwn() {
        try (Pty pty = Pty.open()) {
            shop.does("up", Workers.SLEEP).on(pty).start().finish().expect(0);
            Status status = shop.status();
            assertLeadsASessionWithoutTerminal(status.supervisor().pid());
            assertLeadsASessionWithoutTerminal(status.workerPid());
            assertNotEquals(status.supervisor().pid(), status.workerPid());
            assertEquals(status.supervisor().pid(), status.supervisor().session());
            assertEquals(status.workerPid(), status.worker().session());
            assertNull(status.supervisor().terminal());
            assertEquals("detached", status.supervisor().mode());
        }
    }

    @Test
    void everyGenerationLeadsASessionOfItsOwn() {
        shop.up(Workers.SLEEP);
        assertLeadsASessionWithoutTerminal(shop.fell(Sig.KILL).pid());
    }

    @Test
    void noDescriptorOfTheTerminalIsKept() {
        try (Pty pty = Pty.open()) {
            shop.does("up", Workers.SLEEP).on(pty).start().finish().expect(0);
            Status status = shop.status();
            String held = new Proc(status.supervisor().pid()).descriptors().toString();
            assertFalse(held.contains("/dev/pts") || held.contains("/dev/tty"), held);
            assertHasOnlyItsOwnDescriptors(status.workerPid());
        }
    }

    @Test
    void theWorkerHasNothingButNullAndItsLog() {
        shop.up(Workers.SLEEP);
        assertHasOnlyItsOwnDescriptors(shop.status().workerPid());
        assertHasOnlyItsOwnDescriptors(shop.fell(Sig.KILL).pid());
    }

    @Test
    void theWorkerCannotReachTheOperatorsTerminal() {
        Path said = sandbox.work().resolve("said");
        String script = "if (exec 3</dev/tty); then echo reached; else echo none; fi 2>/dev/null";
        try (Pty pty = Pty.open()) {
            String[] worker = {"--", "sh", "-c", "(" + script + ") >" + said + "; exec sleep 1000"};
            shop.does("up", worker).on(pty).start().finish().expect(0);
            Await.until("what it says", () -> Files.exists(said) && Files.size(said) > 0);
            assertEquals("none\n", readString(said));
        }
    }

    /** A session leader that opens a terminal without care gets it as its controlling one. */
    @Test
    void aTerminalAsLogFileDoesNotBecomeTheSupervisorsOwn() {
        try (Pty pty = Pty.open()) {
            String[] worker = Workers.with(Workers.SLEEP, "log.file=" + pty.name());
            int exit = shop.does("up", worker).run().exit();
            if (exit == 0) {
                assertLeadsASessionWithoutTerminal(shop.status().supervisor().pid());
            } else {
                sandbox.assertNothingRuns();
            }
        }
    }

    @Test
    void inTheForegroundTheWorkerStillHasASessionOfItsOwn() {
        try (Pty pty = Pty.open()) {
            Running run = shop.does("run", Workers.SLEEP).on(pty).start();
            assertLeadsASessionWithoutTerminal(shop.awaitEvent("running", 1).pid());
            shop.down().expect(0);
            run.finish().expect(0);
        }
    }

    private static void assertLeadsASessionWithoutTerminal(long pid) {
        Proc.Stat stat = new Proc(pid).stat();
        assertEquals(pid, stat.session(), () -> "session of " + stat);
        assertEquals(pid, stat.group(), () -> "group of " + stat);
        assertEquals(0, stat.terminal(), () -> "terminal of " + stat);
    }

    private void assertHasOnlyItsOwnDescriptors(long pid) {
        String log = shop.workerLog().toString();
        Await.value(
                "the worker's descriptors",
                () -> new Proc(pid).descriptors(),
                Map.of(0, "/dev/null", 1, log, 2, log)::equals);
    }

    private static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
