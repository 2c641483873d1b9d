package io.ottugi.supervisor.logs;

import java.util.concurrent.TimeUnit;

/** How long to leave a growing file alone: half the time until it is to be cut. */
final class Pace {
    static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);
    static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    private Pace() {}

    /**
     * @param remaining bytes until it is to be cut
     * @param grown bytes that it has grown
     * @param nanos in which it has
     * @return nanoseconds
     */
    static long next(long remaining, long grown, long nanos) {
        if (grown <= 0) {
            return LONGEST;
        }
        double wait = (double) remaining / grown * nanos / 2;
        return Math.min(LONGEST, Math.max(SHORTEST, (long) wait));
    }
}
