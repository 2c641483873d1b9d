package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.logs.record.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keeper that is slow, hindered or busy with one log does the rest all the same. */
class BusyKeeperTest {
    private static final int MIB = 1 << 20;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @TempDir Path directory;

    @Test
    void nobodyWaitsForARotationOnASlowDisk() throws Exception {
        CountDownLatch cutting = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        RotationStep.Listener slow =
                step -> {
                    if (step == RotationStep.COMMITTED) {
                        cutting.countDown();
                        await(disk);
                    }
                };
        byte[] written = noise(MIB + 12345);
        Path states = Files.createDirectory(directory.resolve("states"));
        Path logs = Files.createDirectory(directory.resolve("logs"));
        try (KeeperFixture log =
                new KeeperFixture(states, logs, KeeperFixture.BY_A_MEGABYTE, slow)) {
            log.write(written);
            await(cutting);
            assertTimeoutPreemptively(
                    AT_ONCE,
                    () -> {
                        log.keeper().forget("web");
                        log.keep(KeeperFixture.BY_A_MEGABYTE);
                        log.keeper().started("web", log.pid());
                    });
            assertEquals(OptionalLong.of(written.length), log.keeper().position("web"));
            disk.countDown();
            log.write(written);
            // What is left is less than is cut off; each cut may be some blocks shorter.
            int least = 2 * written.length - MIB;
            log.await("cut again", () -> log.state().base() > least);
            byte[] all = log.all();
            assertEquals(2 * written.length, all.length);
            assertArrayEquals(written, Arrays.copyOf(all, written.length));
        }
    }

    @Test
    void anArchiveThatCannotBeCompressedKeepsNoOtherFromIt() throws IOException {
        LogPolicy policy = new LogPolicy(MIB, null, 100, 0, true, 0, 0);
        try (KeeperFixture log = KeeperFixture.in(directory, policy)) {
            Path inTheWay = Archive.compressedPart(log.live(), 1);
            Files.createDirectories(inTheWay.resolve("full"));
            log.write(noise(2 * MIB + 5000));
            Path second = log.live().resolveSibling("web.log.000002.gz");
            log.write(noise(MIB));
            log.await("the second is compressed", () -> Files.exists(second));
            assertTrue(Files.exists(log.live().resolveSibling("web.log.000001")));
            assertTrue(log.awaitNews(EventKind.LOG_ROTATION_FAILED).sentence().contains("000001"));
        }
    }

    @Test
    void manyRotationsAreToldTogether() {
        RotationSummary news = new RotationSummary();
        long now = 0;
        int told = 0;
        long bytes = 0;
        for (int i = 0; i < 10_000; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(100);
            news.add(
                    new RotationResult(
                            Path.of("/l/web.log.1"), 1000, RotationResult.Method.COLLAPSE, 0),
                    5,
                    1);
            if (news.isDue(now)) {
                EventFields event = new EventFields();
                news.describe(event);
                bytes += event.json().get("bytes").getAsLong();
                news.clear();
                told++;
            }
        }
        long minutes = TimeUnit.NANOSECONDS.toMinutes(now);
        assertTrue(told >= minutes && told <= 20 + minutes, "told " + told + " in " + minutes);
        assertTrue(news.dueAt() > now && news.dueAt() <= now + TimeUnit.MINUTES.toNanos(1));
        assertTrue(news.isDue(news.dueAt()));
        EventFields rest = new EventFields();
        news.describe(rest);
        assertEquals(10_000_000, bytes + rest.json().get("bytes").getAsLong());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "within the limit");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }
}
