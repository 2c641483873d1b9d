package io.ottugi.supervisor.runtime.loop;

import java.time.Instant;

/** The two clocks: one to decide by, one to show. */
public interface Clock {
    /** Monotonic nanoseconds; the zero has no meaning. */
    long nanos();

    /** The time of day, for display only. */
    Instant now();

    /** The time of day at some monotonic time. */
    default Instant at(long nanos) {
        return now().plusNanos(nanos - nanos());
    }

    /** The clocks of this machine. */
    static Clock system() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }
}
