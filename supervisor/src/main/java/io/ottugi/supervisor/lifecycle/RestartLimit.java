package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a worker may be started automatically within a sliding window, and what comes after.
 *
 * <p>It is looked at when the worker falls: if so many automatic starts lie less than {@code
 * within} before the fall, there is not one more. Starts by hand do not count; automatic ones count
 * from the moment they happen, whatever came of them. The arithmetic is the restart intensity of
 * Erlang/OTP's supervisor.
 *
 * @param restarts so many are allowed within the window, the next one is not; with 0 the first fall
 *     is one too many
 * @param within length of the window; a start exactly that long ago has left it
 * @param then what happens instead of the next one
 * @param hold with {@link Then#HOLD}: from giving up to the one try that follows it
 */
public record RestartLimit(int restarts, Duration within, Then then, Duration hold) {
    /** What happens to a worker whose limit is used up. */
    public enum Then {
        /** It stays down until somebody starts it. */
        FAIL,
        /** It stays down, but for one try each {@code hold}, until one of those runs well. */
        HOLD,
        /** The supervisor stops all workers and exits with this one's code. */
        EXIT_SUPERVISOR
    }

    public RestartLimit {
        require(restarts >= 0, "restarts must not be negative");
        require(isPositive(within), "within must be longer than nothing");
        require(then != Then.HOLD || isPositive(hold), "hold must be longer than nothing");
    }

    /** Whether a worker that was given up is tried once more now and then. */
    boolean holds() {
        return then == Then.HOLD;
    }

    /**
     * The starts that are still in the window.
     *
     * @param starts monotonic nanoseconds, none later than now
     */
    List<Long> recent(List<Long> starts, long now) {
        List<Long> recent = new ArrayList<>();
        for (long start : starts) {
            // A difference survives the overflow of the nanosecond clock, a comparison does not.
            if (now - start < within.toNanos()) {
                recent.add(start);
            }
        }
        return recent;
    }

    /** The same with one more, at this moment. */
    List<Long> counting(long now, List<Long> starts) {
        List<Long> recent = recent(starts, now);
        recent.add(now);
        return recent;
    }

    boolean isUsedUp(List<Long> starts, long now) {
        return recent(starts, now).size() >= restarts;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
