package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void firstFallDoesNotWait(int falls) {
        assertEquals(0, Backoff.DEFAULT.delay(falls, 0.9));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 5000, Integer.MAX_VALUE})
    void hugeCountsStayWithinBounds(int falls) {
        long delay = Backoff.DEFAULT.delay(falls, 0.999);
        assertTrue(delay > 0 && delay <= Duration.ofSeconds(36).toNanos(), () -> "waits " + delay);
    }

    @Test
    void whatKeepsFallingWaitsInAnyCase() {
        Backoff none = new Backoff(Duration.ZERO, 10, SECOND, 0.5);
        assertEquals(0, none.delay(1, 0.9));
        assertEquals(Backoff.SHORTEST.toNanos(), none.delay(2, 0.9));
        assertEquals(Backoff.SHORTEST.toNanos(), none.delay(Integer.MAX_VALUE, 0.9));
    }

    @Test
    void factorOneIsAConstantWait() {
        Backoff constant = new Backoff(SECOND, 1, SECOND, 0);
        assertEquals(SECOND.toNanos(), constant.delay(77, 0.3));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 2, 10, 0.2, initial must not be negative",
        "11, 2, 10, 0.2, initial must not exceed max",
        "1, 0.5, 10, 0.2, factor must be at least 1",
        "1, NaN, 10, 0.2, factor must be at least 1",
        "1, Infinity, 10, 0.2, factor must be at least 1",
        "1, 2, 10, -0.1, jitter must be between 0 and 1",
        "1, 2, 10, 1.1, jitter must be between 0 and 1",
        "1, 2, 10, NaN, jitter must be between 0 and 1"
    })
    void nonsenseCannotBeBuilt(long initial, double factor, long max, double jitter, String why) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new Backoff(
                                        Duration.ofSeconds(initial),
                                        factor,
                                        Duration.ofSeconds(max),
                                        jitter));
        assertEquals(why, e.getMessage());
    }
}
