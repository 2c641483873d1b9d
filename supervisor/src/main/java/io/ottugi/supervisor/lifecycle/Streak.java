package io.ottugi.supervisor.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker has fared of late.
 *
 * @param falls falls in a row, for the backoff
 * @param restarts automatic starts since it was last started by hand
 * @param recent when it was started automatically of late, monotonic nanoseconds, oldest first;
 *     nothing without a limit
 * @param givenUp why it is not, or not soon, started again; kept from one try of a held worker to
 *     the next, until a good run
 * @param automatic whether its next start is an automatic one
 */
public record Streak(
        int falls, long restarts, List<Long> recent, @Nullable GivenUp givenUp, boolean automatic) {
    /** As if it never fell. */
    public static final Streak FRESH = new Streak(0, 0, List.of(), null, false);

    public Streak {
        recent = List.copyOf(recent);
    }

    Streak givenUp(@Nullable GivenUp why) {
        return new Streak(falls, restarts, recent, why, automatic);
    }

    /** Its run is a good one; when it was started automatically of late counts on. */
    Streak goodRun() {
        return new Streak(0, restarts, recent, null, automatic);
    }

    /** A start, which counts if it is an automatic one. */
    Streak started(@Nullable RestartLimit limit, long now) {
        return !automatic
                ? this
                : new Streak(
                        falls,
                        restarts + 1,
                        limit == null ? List.of() : limit.counting(now, recent),
                        givenUp,
                        false);
    }

    /** Nothing fell, and nobody asked: the start that follows is an automatic one. */
    Streak restartedAutomatically() {
        return new Streak(falls, restarts, recent, givenUp, true);
    }

    /** A fall that is to be followed by a start. */
    Streak fell() {
        int more = falls == Integer.MAX_VALUE ? falls : falls + 1;
        return new Streak(more, restarts, recent, givenUp, true);
    }

    /** Whether it may not be started once more. */
    boolean hasUsedUp(RestartLimit limit, long now) {
        boolean wasOneTry = limit.holds() && givenUp == GivenUp.LIMIT;
        return wasOneTry || limit.isUsedUp(recent, now);
    }
}
