package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.logs.record.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log's position, asked for by one thread while another one keeps the log. */
class ManagedLogTest {
    private static final int LOOKS = 20_000;

    @TempDir(factory = InMemory.class)
    Path directory;

    @Test
    void whatTheKeeperSeesMeanwhileIsNoTruncation() throws IOException {
        Path live = Files.createFile(directory.resolve("web.log"));
        ManagedLog log =
                new ManagedLog(
                        new ManagedLog.Name("web", "web", 1),
                        LogStateFile.open(directory.resolve("web.json"), live),
                        0,
                        KeeperFixture.BY_A_MEGABYTE,
                        new LogReporter("web", live, news -> {}));
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong highest = new AtomicLong();
        CompletableFuture<Void> asks =
                CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                highest.accumulateAndGet(log.position().orElseThrow(), Math::max);
                            }
                        });
        for (int n = 1; n <= LOOKS; n++) {
            Files.write(live, new byte[10], StandardOpenOption.APPEND);
            log.setKnownEnd(10L * n);
        }
        over.set(true);
        asks.join();
        assertTrue(highest.get() <= 10L * LOOKS, "past the end: " + highest);
    }
}
