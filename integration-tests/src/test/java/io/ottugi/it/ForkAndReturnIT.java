package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Step 4, fork and return: the command comes back when the worker runs, and leaves no tie. */
class ForkAndReturnIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void returnsWhenTheWorkerRuns() {
        shop.does("up", Workers.SLEEP).run().expect(0);
        List<Event> running = shop.events("running");
        assertEquals(1, running.size(), "running events when up returned");
        assertEquals("sleep", new Proc(running.get(0).pid()).stat().command());
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void theSupervisorIsAnOrphanOfInitOrOfASubreaper() {
        Running up = shop.does("up", Workers.SLEEP).start();
        up.finish().expect(0);
        Status status = shop.status();
        long parent = new Proc(status.supervisor().pid()).stat().parent();
        assertTrue(ancestors().contains(parent), () -> "parent " + new Proc(parent));
        assertEquals(status.supervisor().pid(), new Proc(status.workerPid()).stat().parent());
    }

    @Test
    void keepsNobodyWaitingOnAPipe() {
        String pipeline =
                String.join(" ", shop.does("up", Workers.SLEEP).words()) + " 2>&1 | cat; echo end";
        Result result = sandbox.command("sh", "-c", pipeline).run().expect(0);
        assertTrue(result.out().endsWith("end\n"), result.out());
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void holdsNoFileOfTheOperator() {
        Running up = shop.does("up", Workers.SLEEP).stdin("some input").start();
        up.finish().expect(0);
        String held = new Proc(shop.status().supervisor().pid()).descriptors().toString();
        assertFalse(held.contains("/io/"), held);
        assertFalse(held.contains("stdin"), held);
    }

    @Test
    void tellsTheReasonAndLeavesNothingWhenTheWorkerCannotStart() {
        Result result = shop.does("up", "--", "/nonexistent/program").run();
        result.expect(69).complains("/nonexistent/program", "not found");
        sandbox.assertNothingRuns();
        assertEquals(3, shop.does("status").run().exit());
    }

    @Test
    void aWorkerThatFallsAtOnceIsNoReasonToGiveUp() {
        String[] worker = Workers.with(new String[] {"--", "false"}, "restart.initial=10ms");
        shop.upThoughItFalls(worker);
        shop.awaitEvent("fell", 3);
        assertEquals("exit 1", shop.status().lastFall().cause());
    }

    @Test
    void eachNameHasASupervisorOfItsOwn() {
        Instance cafe = sandbox.instance("cafe");
        Status first = shop.up(Workers.SLEEP);
        Status second = cafe.up(Workers.SLEEP);
        shop.down().expect(0);
        assertFalse(new Proc(first.workerPid()).alive());
        Await.until("the other still up", () -> cafe.status().in("RUNNING"));
        assertEquals(second.workerPid(), cafe.status().workerPid());
    }

    /** Whoever takes orphans in is among the ancestors of whoever started the launcher. */
    private static List<Long> ancestors() {
        List<Long> found = new ArrayList<>();
        long pid = ProcessHandle.current().pid();
        while (pid > 1) {
            pid = new Proc(pid).stat().parent();
            found.add(pid);
        }
        return found;
    }
}
