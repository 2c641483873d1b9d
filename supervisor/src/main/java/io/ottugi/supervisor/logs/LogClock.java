package io.ottugi.supervisor.logs;

import java.time.Instant;

/** The time, for those who keep logs. */
public interface LogClock {
    /** Monotonic nanoseconds. */
    long nanos();

    Instant now();
}
