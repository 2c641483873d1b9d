package io.ottugi.supervisor.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are watched for those who wait for them, and for nobody else. */
class FileChangesTest {
    private static final int MANY = 100_000;

    @TempDir Path root;
    private final FileChanges changes = new FileChanges();
    private final AtomicInteger told = new AtomicInteger();

    /** A worker that is given up again and again waits for its files once. */
    @Test
    void whoWaitsAgainWaitsOnce() throws IOException, IllegalAccessException {
        Path file = root.resolve("web.conf");
        for (int n = 0; n < MANY; n++) {
            changes.watch("web", List.of(file), told::incrementAndGet);
        }
        assertEquals(Map.of("FileChanges.directories", 1, "FileChanges.watches", 1), held());
        Files.writeString(file, "x");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.get() == 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> held().getOrDefault("FileChanges.directories", 1) == 0);
    }

    @Test
    void workersThatAreNoMoreWaitForNothing() throws IOException, IllegalAccessException {
        for (int n = 0; n < 1000; n++) {
            Path directory = Files.createDirectory(root.resolve("d" + n));
            changes.watch("w" + n, List.of(directory.resolve("conf")), told::incrementAndGet);
            changes.forget("w" + n);
        }
        assertEquals(Map.of("FileChanges.directories", 0, "FileChanges.watches", 0), held());
        assertEquals(0, told.get());
    }

    /** A configuration directory that is mounted, or unpacked, after the worker was given up. */
    @Test
    void aDirectoryThatIsNotThereYetIsWaitedFor() throws IOException, IllegalAccessException {
        Path file = root.resolve("etc/web/web.conf");
        changes.watch("web", List.of(file), told::incrementAndGet);
        Files.createDirectories(root.resolve("etc/other"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.get() == 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> held().getOrDefault("FileChanges.directories", 1) == 0);
    }

    @Test
    void aDirectoryThatIsRemovedAndComesBackIsWaitedFor() throws IOException {
        Path file = root.resolve("etc/web.conf");
        Files.createDirectory(file.getParent());
        changes.watch("web", List.of(file), told::incrementAndGet);
        Files.delete(file.getParent());
        Path made = Files.createDirectory(root.resolve("made"));
        Files.writeString(made.resolve("web.conf"), "x");
        Files.move(made, file.getParent());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.get() == 1);
    }

    /** More at once than a key of a WatchService keeps, which are 512; the rest is OVERFLOW. */
    @Test
    void whatTheKernelLeavesOutIsTakenForAChange() throws IOException {
        Path file = root.resolve("web.conf");
        CompletableFuture<Void> held = new CompletableFuture<>();
        changes.watch(
                "holds",
                List.of(root.resolve("first")),
                () -> {
                    told.incrementAndGet();
                    held.join();
                });
        Files.writeString(root.resolve("first"), "x");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.get() == 1);
        changes.watch("web", List.of(file), told::incrementAndGet);
        Path other = root.resolve("other");
        for (int n = 0; n < 1000; n++) {
            Files.writeString(other, "x");
            Files.delete(other);
        }
        Files.writeString(file, "x");
        Files.writeString(other, "x");
        held.complete(null);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.get() == 2);
    }

    /** Of its own fields; those of a watch are its files. */
    private Map<String, Integer> held() throws IllegalAccessException {
        synchronized (changes) {
            Map<String, Integer> held = Held.by(changes);
            held.remove("Watch.files");
            return held;
        }
    }
}
