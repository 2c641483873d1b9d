package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.logs.record.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The position at which a worker writes next is known at every moment of a rotation. */
class PositionWhileCutTest {
    private static final int WRITTEN = (1 << 20) + 12345;
    private static final Set<RotationStep> STEPS =
            EnumSet.range(RotationStep.INTENDED, RotationStep.DONE);

    @Test
    void atEveryStepOnDisk(@TempDir Path directory) throws IOException {
        isKnownAtEveryStep(directory);
    }

    @Test
    void atEveryStepInMemory(@TempDir(factory = InMemory.class) Path directory) throws IOException {
        isKnownAtEveryStep(directory);
    }

    private static void isKnownAtEveryStep(Path directory) throws IOException {
        Map<RotationStep, OptionalLong> asked = new ConcurrentHashMap<>();
        AtomicReference<LogKeeper> keeper = new AtomicReference<>();
        RotationStep.Listener ask =
                step -> {
                    LogKeeper made = keeper.get();
                    if (made != null && STEPS.contains(step)) {
                        asked.put(step, made.position("web"));
                    }
                };
        try (KeeperFixture log = keeping(directory, ask)) {
            keeper.set(log.keeper());
            log.write(new byte[WRITTEN]);
            log.awaitNews(EventKind.LOG_ROTATED);
        }
        assertEquals(STEPS, asked.keySet());
        asked.forEach((step, at) -> assertEquals(OptionalLong.of(WRITTEN), at, step.name()));
    }

    @Test
    void whileTheWorkerWrites(@TempDir Path directory) throws IOException, InterruptedException {
        List<OptionalLong> answers = new CopyOnWriteArrayList<>();
        try (KeeperFixture log = keeping(directory, RotationStep.Listener.NOBODY)) {
            Thread asks = new Thread(() -> ask(log.keeper(), answers));
            asks.start();
            for (int i = 0; i < 12; i++) {
                log.write(new byte[1 << 20]);
            }
            log.await("cut", () -> log.state().base() >= 11 << 20);
            asks.interrupt();
            asks.join();
            assertEquals(OptionalLong.of(12 << 20), log.keeper().position("web"));
        }
        long last = 0;
        for (OptionalLong answer : answers) {
            assertTrue(answer.isPresent(), "unknown after " + last);
            assertTrue(answer.getAsLong() >= last, answer + " after " + last);
            last = answer.getAsLong();
        }
        assertTrue(last <= 12 << 20, "past the end: " + last);
    }

    /** Asks until it is interrupted; keeps each answer that differs from the one before. */
    private static void ask(LogKeeper keeper, List<OptionalLong> answers) {
        OptionalLong before = OptionalLong.of(0);
        while (!Thread.currentThread().isInterrupted()) {
            OptionalLong now = keeper.position("web");
            if (!now.equals(before)) {
                answers.add(now);
                before = now;
            }
        }
    }

    private static KeeperFixture keeping(Path directory, RotationStep.Listener steps)
            throws IOException {
        Path states = Files.createDirectory(directory.resolve("states"));
        Path logs = Files.createDirectory(directory.resolve("logs"));
        return new KeeperFixture(states, logs, KeeperFixture.BY_A_MEGABYTE, steps);
    }
}
