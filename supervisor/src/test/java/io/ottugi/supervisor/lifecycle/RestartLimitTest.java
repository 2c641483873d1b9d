package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.lifecycle.RestartLimit.Then;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of the sliding window. */
class RestartLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Starts so many nanoseconds ago, in a window of 10. */
    @ParameterizedTest
    @CsvSource({
        "0, '', true",
        "1, '', false",
        "1, 0, true",
        "1, 9, true",
        "1, 10, false",
        "1, 11, false",
        "2, 9, false",
        "2, '9 9', true",
        "2, '10 9', false",
        "2, '10 9 0', true",
        "3, '30 20 9 5 1', true",
        "4, '30 20 9 5 1', false"
    })
    void windowIsHalfOpen(int restarts, String ago, boolean usedUp) {
        RestartLimit limit = new RestartLimit(restarts, Duration.ofNanos(10), Then.FAIL, SECOND);
        for (long now : new long[] {0, 1_000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 5}) {
            List<Long> starts = ago.isEmpty() ? List.of() : starts(ago, now);
            assertEquals(usedUp, limit.isUsedUp(starts, now), () -> "at " + now);
        }
    }

    @Test
    void onlyWhatIsInTheWindowIsKept() {
        RestartLimit limit = new RestartLimit(1, Duration.ofNanos(10), Then.FAIL, SECOND);
        assertEquals(List.of(95L, 100L), limit.counting(100, List.of(80L, 90L, 95L)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void nonsenseIsRefused(long nanos) {
        Duration bad = Duration.ofNanos(nanos);
        refused(() -> new RestartLimit(-1, SECOND, Then.FAIL, SECOND));
        refused(() -> new RestartLimit(1, bad, Then.FAIL, SECOND));
        refused(() -> new RestartLimit(1, SECOND, Then.HOLD, bad));
        assertDoesNotThrow(() -> new RestartLimit(0, SECOND, Then.FAIL, bad));
    }

    private static void refused(Executable make) {
        assertThrows(IllegalArgumentException.class, make);
    }

    private static List<Long> starts(String ago, long now) {
        return LongStream.of(List.of(ago.split(" ")).stream().mapToLong(Long::valueOf).toArray())
                .map(nanos -> now - nanos)
                .boxed()
                .toList();
    }
}
