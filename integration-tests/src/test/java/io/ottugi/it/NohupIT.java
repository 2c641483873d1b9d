package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Step 1, nohup: {@code ottugi run} in the foreground outlives its terminal. */
class NohupIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void survivesHupInTheForeground() {
        try (Pty pty = Pty.open()) {
            Running run = shop.does("run", Workers.counting(sandbox)).on(pty).start();
            pty.awaitOnScreen("\n2\n");
            long worker = shop.status().workerPid();
            Sig.HUP.to(run.pid());
            Status after = shop.awaitStatus("a hangup", s -> s.supervisor().hangups() >= 1);
            assertEquals(run.pid(), after.supervisor().pid());
            assertEquals("foreground", after.supervisor().mode());
            assertEquals(worker, after.workerPid());
            shop.down().expect(0);
            run.finish().expect(0);
        }
    }

    @Test
    void survivesTheEndOfItsTerminalAndWritesOnToAFile() {
        try (Pty pty = Pty.open()) {
            Running run = shop.does("run", Workers.counting(sandbox)).on(pty).start();
            pty.awaitOnScreen("\n3\n");
            Status before = shop.status();
            pty.hangUp();
            long shown = Workers.lastCount(pty.screen());
            Await.until(
                    "the count goes on in the log",
                    () -> Workers.lastCount(shop.log()) > shown + 3);
            Status after = shop.status();
            assertEquals(run.pid(), after.supervisor().pid());
            assertEquals(before.workerPid(), after.workerPid());
            assertEquals(before.worker().generation(), after.worker().generation());
            shop.awaitEvent("output-moved", 1);
            assertHoldsNothingOf(pty, run.pid());
            assertHoldsNothingOf(pty, after.workerPid());
            assertNoCountIsMissing(pty);
            shop.down().expect(0);
            run.finish().expect(0);
        }
    }

    @Test
    void aBackgroundJobOfAClosedTerminalStaysUp() {
        try (Pty pty = Pty.open()) {
            Running shell = sandbox.command("bash", "--norc", "-i").on(pty).start();
            pty.type(String.join(" ", shop.does("run", Workers.counting(sandbox)).words()));
            pty.type(" &\n");
            shop.awaitEvent("running", 1);
            Status before = shop.status();
            pty.hangUp();
            shell.finish();
            long now = Workers.lastCount(shop.log());
            Await.until("the count goes on", () -> Workers.lastCount(shop.log()) > now + 3);
            Status after = shop.status();
            assertEquals(before.supervisor().pid(), after.supervisor().pid());
            assertEquals(before.workerPid(), after.workerPid());
        }
    }

    @Test
    void writesToWhereItWasRedirected() {
        Running run = shop.does("run", Workers.counting(sandbox)).start();
        Await.until("output", () -> Workers.lastCount(run.out()) >= 3);
        shop.down().expect(0);
        run.finish().expect(0);
    }

    private static void assertHoldsNothingOf(Pty pty, long pid) {
        String open = new Proc(pid).descriptors().toString();
        assertFalse(open.contains(pty.name()), () -> pid + " still holds " + open);
    }

    /** Each number was seen, on the terminal or in the file: none fell between the two. */
    private void assertNoCountIsMissing(Pty pty) {
        TreeSet<Long> seen = new TreeSet<>(Workers.counts(pty.screen()));
        seen.addAll(Workers.counts(shop.log()));
        assertTrue(seen.size() >= seen.last(), () -> "lost some of " + seen);
    }
}
