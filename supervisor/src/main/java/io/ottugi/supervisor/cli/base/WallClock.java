package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.runtime.loop.Clock;
import java.time.Instant;

/** The time of day, to tell people how long ago something was. */
public final class WallClock {
    private WallClock() {}

    public static Instant now() {
        return Clock.system().now();
    }
}
