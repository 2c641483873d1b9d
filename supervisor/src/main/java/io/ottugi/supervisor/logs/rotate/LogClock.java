package io.ottugi.supervisor.logs.rotate;

import java.time.Instant;

/** The clock of the log keeper. */
public interface LogClock {
    /** Returns monotonic nanoseconds. */
    long nanos();

    Instant now();
}
