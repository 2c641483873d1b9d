package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.runtime.Clock;
import java.time.Instant;

/** The time of day, to tell people how long ago something was. */
final class WallClock {
    private WallClock() {}

    static Instant now() {
        return Clock.system().now();
    }
}
