package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.LogPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveRetentionTest {
    private static final List<Long> SIZES = List.of(100L, 50L, 10L);

    @ParameterizedTest
    @CsvSource({"0, 10, 0", "10, 10, 0", "11, 10, 1", "5, 0, 5"})
    void byNumber(int archives, int keep, int removed) {
        assertEquals(removed, ArchiveRetention.excessByNumber(archives, keep));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0", // no cap
        "200, 40, 0",
        "200, 41, 1", // the oldest, however large
        "110, 50, 1",
        "110, 51, 2",
        "60, 60, 3",
        "60, 100, 3", // the live file is never removed
    })
    void byTotal(long maxTotal, long live, int removed) {
        assertEquals(removed, ArchiveRetention.excessByTotal(SIZES, live, policy(maxTotal, 0)));
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 0", "5, 5, 0", "6, 5, 1", "106, 5, 2", "156, 5, 3", "10000, 5, 3"})
    void byFreeSpace(long wanted, long free, int removed) {
        assertEquals(removed, ArchiveRetention.excessByFreeSpace(SIZES, free, policy(0, wanted)));
    }

    @Test
    void ofNoArchives() {
        assertEquals(0, ArchiveRetention.excessByTotal(List.of(), 100, policy(1, 1)));
        assertEquals(0, ArchiveRetention.excessByFreeSpace(List.of(), 0, policy(1, 1)));
    }

    private static LogPolicy policy(long maxTotal, long freeSpace) {
        return new LogPolicy(0, null, 10, maxTotal, true, freeSpace, 0);
    }
}
