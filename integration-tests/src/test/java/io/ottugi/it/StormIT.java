package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restart storm: workers that fail at once, each restarted without a wait. */
class StormIT {
    private static final int FAILING = 50;

    /**
     * Half of the requests are answered within this, on a machine whose processors are all busy.
     */
    private static final Duration MEDIAN = Duration.ofMillis(100);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @BeforeEach
    void begin() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.good]
                        command = ["sleep", "1000"]

                        [worker.bad]
                        command = ["false"]
                        instances = %d
                        restart = { initial = "1ms", max = "1ms", factor = 1, jitter = 0 }
                        """
                                .formatted(FAILING));
        shop.does("up", "-c", file.toString()).run();
        shop.awaitStatus(
                "each has been restarted",
                status ->
                        status.workers().stream()
                                .allMatch(w -> w.name().equals("good") || w.restarts() > 2));
    }

    @Test
    void statusAndStopAnswer() {
        // A machine that is busy with other things as well may be slower now and then.
        Await.value(
                "half of the requests are answered within " + MEDIAN,
                this::medianMillis,
                millis -> millis <= MEDIAN.toMillis());
        shop.does("stop", "all").run().expect(0);
        Status stopped = shop.status();
        assertTrue(
                stopped.workers().stream().allMatch(w -> w.state().equals("STOPPED")),
                stopped::toString);
        shop.does("start", "good").run().expect(0);
        assertEquals("RUNNING", shop.status().state("good"));
    }

    @Test
    void downEndsAll() {
        shop.down().expect(0);
        sandbox.assertNothingRuns();
    }

    @Test
    void termEndsAll() {
        Proc supervisor = new Proc(shop.status().supervisor().pid());
        Sig.TERM.to(supervisor.pid());
        Await.until("the supervisor has ended", () -> !supervisor.alive());
        sandbox.assertNothingRuns();
    }

    private long medianMillis() {
        List<Long> millis = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> millis.add(timed(shop::status)));
        Collections.sort(millis);
        return millis.get(millis.size() / 2);
    }

    private static long timed(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
