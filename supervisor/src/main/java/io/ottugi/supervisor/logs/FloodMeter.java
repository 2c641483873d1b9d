package io.ottugi.supervisor.logs;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Notices a log that grows faster than it may, over ten seconds; tells of each flood once. */
final class FloodMeter {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

    private long begin;
    private long beginPosition = -1;
    private boolean flooded;

    /**
     * A look at the log.
     *
     * @param most bytes a second, 0 for as many as may be
     * @return how many there were, when a flood has begun
     */
    OptionalLong look(long nanos, long position, long most) {
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
