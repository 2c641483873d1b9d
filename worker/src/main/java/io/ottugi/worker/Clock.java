package io.ottugi.worker;

import java.time.Instant;

/** The time of day, for display only. */
final class Clock {
    private Clock() {}

    static Instant now() {
        return Instant.now();
    }
}
