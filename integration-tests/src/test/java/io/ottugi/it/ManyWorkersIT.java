package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import io.ottugi.it.harness.Status.Worker;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many workers of one supervisor: its descriptors, their falls, and orphans of nobody knows whom.
 */
class ManyWorkersIT {
    private static final int MANY = 60;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void descriptorsForAllOfThemAndTheOperatorsLimitForEach() {
        String limit = "--nofile=256:4000";
        shop.does("up", "-c", file("instances = " + MANY))
                .through("prlimit", limit)
                .run()
                .expect(0);
        Status status = allRun();
        Proc supervisor = new Proc(status.supervisor().pid());
        assertTrue(
                supervisor.descriptors().size() < 2 * MANY,
                () -> "more than one for each: " + supervisor.descriptors());
        assertNotEquals("256 4000", supervisor.limit("Max open files"));
        for (long worker : pids(status)) {
            assertEquals("256 4000", new Proc(worker).limit("Max open files"));
        }
    }

    @Test
    void allFallAtOnceAndAllStandAgain() {
        shop.up("-c", file("instances = " + MANY));
        Status before = allRun();
        Set<Long> fallen = pids(before);
        fallen.forEach(Sig.KILL::to);
        Status after =
                shop.awaitStatus(
                        "all again",
                        now -> {
                            Set<Long> pids = pids(now);
                            return pids.size() == MANY && pids.stream().noneMatch(fallen::contains);
                        });
        for (Worker worker : after.workers()) {
            assertEquals("signal KILL", Objects.requireNonNull(worker.lastFall()).cause());
        }
        Await.until(
                "one descriptor for each again",
                () -> new Proc(after.supervisor().pid()).descriptors().size() < 2 * MANY);
    }

    @Test
    void anOrphanThatNobodyKnowsOutlivesOneOfTwoAndGoesWithTheLast() {
        String argument = "86400." + System.nanoTime();
        sandbox.script("forking", "(env -i setsid sleep " + argument + " &)", "exec sleep 1000");
        String file =
                sandbox.write(
                                "shop.toml",
                                """
                                [worker.forking]
                                command = ["./forking"]

                                [worker.quiet]
                                command = ["sleep", "1000"]
                                """)
                        .toString();
        shop.up("-c", file);
        Await.until("the stray", () -> !strays(argument).isEmpty());
        shop.does("stop", "forking").run().expect(0);
        Proc stray = strays(argument).get(0);
        long supervisor = shop.status().supervisor().pid();
        assertEquals(supervisor, stray.stat().parent(), "it fell to the supervisor");
        shop.does("restart", "quiet").run().expect(0);
        assertTrue(stray.alive(), "it may be anybody's while a worker runs");
        shop.down().expect(0);
        assertFalse(stray.alive());
    }

    private Status allRun() {
        return shop.awaitStatus(
                "all run",
                now ->
                        now.workers().size() == MANY
                                && now.workers().stream()
                                        .allMatch(worker -> worker.state().equals("RUNNING")));
    }

    private String file(String lines) {
        Path file =
                sandbox.write(
                        "shop.toml", "[worker.web]\ncommand = [\"sleep\", \"1000\"]\n" + lines);
        return file.toString();
    }

    private static Set<Long> pids(Status status) {
        Set<Long> pids = new HashSet<>();
        status.workers().stream()
                .filter(worker -> worker.state().equals("RUNNING"))
                .forEach(worker -> pids.add(Objects.requireNonNull(worker.pid())));
        return pids;
    }

    private static List<Proc> strays(String argument) {
        return Proc.all().stream().filter(proc -> Workers.isSleeping(proc, argument)).toList();
    }
}
