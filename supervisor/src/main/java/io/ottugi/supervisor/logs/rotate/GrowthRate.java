package io.ottugi.supervisor.logs.rotate;

import java.util.concurrent.TimeUnit;

/** The growth of a log between two checks. Times are monotonic nanoseconds, sizes bytes. */
final class GrowthRate {
    static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);
    static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    private static final long INDEXED_EVERY = TimeUnit.SECONDS.toNanos(1);

    /** Checks that are further apart give no rate. */
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);

    private boolean measured;
    private long nanos;
    private long position;
    private long grown;
    private long passed;
    private long indexedAt;
    private long indexedPosition = -1;

    /** Adds a check that found the log at a position. */
    void measure(long now, long to) {
        grown = measured ? Math.max(0, to - position) : 0;
        passed = measured ? Math.max(1, now - nanos) : 1;
        measured = true;
        nanos = now;
        position = to;
    }

    /** Returns true if the log has grown since the previous check. */
    boolean hasGrown() {
        return grown > 0;
    }

    /** Returns the time until the next check, for the present rate. */
    long untilNextCheck(long remaining) {
        // After a long pause the rate is not known.
        return passed > MEASURED ? FIRST : waitFor(remaining, grown, passed);
    }

    /**
     * Returns how long to leave a growing file alone: half the time until it is to be cut.
     *
     * @param remaining bytes until it is to be cut
     * @param grown bytes by which it has grown
     * @param nanos in which it has
     * @return nanoseconds, from {@link #SHORTEST} to {@link #LONGEST}
     */
    static long waitFor(long remaining, long grown, long nanos) {
        if (grown <= 0) {
            return LONGEST;
        }
        double wait = (double) remaining / grown * nanos / 2;
        return Math.min(LONGEST, Math.max(SHORTEST, (long) wait));
    }

    /** Returns true if the time index needs a line for this check, and assumes that it gets it. */
    boolean claimIndexLine() {
        boolean due = indexedPosition < 0 || !hasGrown() || nanos - indexedAt >= INDEXED_EVERY;
        if (!due || position == indexedPosition) {
            return false;
        }
        indexedAt = nanos;
        indexedPosition = position;
        return true;
    }
}
