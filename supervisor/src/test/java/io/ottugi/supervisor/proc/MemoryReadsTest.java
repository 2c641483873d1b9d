package io.ottugi.supervisor.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process whose memory cannot be read holds up nobody who looks at the others. */
class MemoryReadsTest {
    private final MemoryReads reads = new MemoryReads(Duration.ofMillis(200), 2);
    private final CountDownLatch hang = new CountDownLatch(1);

    @AfterEach
    void end() {
        hang.countDown();
    }

    @Test
    void theOthersAreReadAndItIsLeftOut() {
        List<Long> pids = LongStream.rangeClosed(1, 100).boxed().toList();
        Map<Long, String> found = reads.all(pids, pid -> pid == 50 ? hanging() : "read");
        assertEquals(99, found.size());
        assertEquals(Set.of(50L), reads.leftBehind());
    }

    @Test
    void itIsNotReadAgainBeforeItsReaderIsBack() {
        reads.one(50, pid -> hanging(), "");
        assertEquals("left out", reads.one(50, pid -> "read", "left out"));
        hang.countDown();
        Awaitility.await().until(() -> reads.leftBehind().isEmpty());
        assertEquals("read", reads.one(50, pid -> "read", "left out"));
    }

    @Test
    void onlySoManyThreadsAreLeftBehind() {
        List<Long> pids = LongStream.rangeClosed(1, 100).boxed().toList();
        assertEquals(Map.of(), reads.all(pids, pid -> hanging()));
        assertEquals(2, reads.leftBehind().size());
    }

    @Test
    void whatIsThrownIsThrownToTheCaller() {
        assertThrows(
                UncheckedIOException.class,
                () ->
                        reads.one(
                                1,
                                pid -> {
                                    throw new UncheckedIOException(new IOException());
                                },
                                ""));
        assertEquals(Set.of(), reads.leftBehind());
    }

    @Test
    void aPassOverAllProcessesKnowsItByItsGroup() {
        long self = ProcessHandle.current().pid();
        ProcessTable table =
                ProcessTable.read(
                        reads,
                        pid -> {
                            if (pid == self) {
                                hanging();
                            }
                            return Optional.empty();
                        });
        assertTrue(table.rows().stream().anyMatch(row -> row.stat().pid() == self));
        assertTrue(table.rows().size() > 1);
        assertEquals(Set.of(self), reads.leftBehind());
    }

    private String hanging() {
        try {
            hang.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }
}
