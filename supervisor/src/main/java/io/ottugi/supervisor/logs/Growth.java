package io.ottugi.supervisor.logs;

import java.util.concurrent.TimeUnit;

/** How a log grows from look to look. Times are monotonic nanoseconds, sizes bytes. */
final class Growth {
    private static final long INDEXED_EVERY = TimeUnit.SECONDS.toNanos(1);

    /** Looks that are further apart tell no speed. */
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);

    private boolean looked;
    private long nanos;
    private long position;
    private long grown;
    private long passed;
    private long indexedAt;
    private long indexedPosition = -1;

    /** A look: the log has grown to a position. */
    void look(long now, long to) {
        grown = looked ? Math.max(0, to - position) : 0;
        passed = looked ? Math.max(1, now - nanos) : 1;
        looked = true;
        nanos = now;
        position = to;
    }

    /** Whether it has grown since the look before. */
    boolean hasGrown() {
        return grown > 0;
    }

    /** How long until the next look, if it goes on like that. */
    long next(long remaining) {
        // After a long silence nobody knows how fast it grows.
        return passed > MEASURED ? FIRST : Pace.next(remaining, grown, passed);
    }

    /**
     * Whether the index of times is to have a line for this look; if so, it is taken to have it.
     */
    boolean takeIndexing() {
        boolean due = indexedPosition < 0 || !hasGrown() || nanos - indexedAt >= INDEXED_EVERY;
        if (!due || position == indexedPosition) {
            return false;
        }
        indexedAt = nanos;
        indexedPosition = position;
        return true;
    }
}
