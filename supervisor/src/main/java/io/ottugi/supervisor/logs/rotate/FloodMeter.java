package io.ottugi.supervisor.logs.rotate;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Measures over ten seconds whether a log grows faster than {@code log.max_rate}. */
final class FloodMeter {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

    private long begin;
    private long beginPosition = -1;
    private boolean flooded;

    /**
     * Adds a measurement.
     *
     * @param most allowed bytes a second, 0 for no limit
     * @return the rate in bytes a second, once when a flood begins
     */
    OptionalLong measure(long nanos, long position, long most) {
        if (beginPosition < 0) {
            begin = nanos;
            beginPosition = position;
            return OptionalLong.empty();
        }
        long passed = nanos - begin;
        if (passed < WINDOW) {
            return OptionalLong.empty();
        }
        long rate =
                (long) ((position - beginPosition) * (double) TimeUnit.SECONDS.toNanos(1) / passed);
        begin = nanos;
        beginPosition = position;
        boolean before = flooded;
        flooded = most > 0 && rate > most;
        return flooded && !before ? OptionalLong.of(rate) : OptionalLong.empty();
    }
}
