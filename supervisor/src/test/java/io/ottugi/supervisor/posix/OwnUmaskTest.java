package io.ottugi.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A thread with a umask of its own gives it to its children, and to no other thread. */
class OwnUmaskTest {
    private final Posix posix = Posix.load();

    @Test
    void theMaskOfOneThreadIsNoOthers() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            int before = other.submit(this::mask).get();
            CompletableFuture<String> child = new CompletableFuture<>();
            one.submit(
                            () -> {
                                assertTrue(posix.unshareUmask());
                                posix.umask(0707);
                                child.complete(maskOfAChild());
                                return null;
                            })
                    .get();
            assertEquals("0707", child.get());
            assertEquals(0707, one.submit(this::mask).get());
            assertEquals(before, other.submit(this::mask).get());
        } finally {
            one.shutdownNow();
            other.shutdownNow();
        }
    }

    private int mask() {
        int mask = posix.umask(0);
        posix.umask(mask);
        return mask;
    }

    private static String maskOfAChild() throws IOException {
        Process child = new ProcessBuilder("sh", "-c", "umask").start();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
