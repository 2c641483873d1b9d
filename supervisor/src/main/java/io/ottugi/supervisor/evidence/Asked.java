package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.SignalName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What we last sent to a worker before it fell.
 *
 * @param why what for
 * @param by the user who asked, null when nobody did
 * @param before how long before the fall
 */
record Asked(Why why, SignalName signal, @Nullable String by, Duration before) {
    /** What a signal of ours is sent for. */
    enum Why {
        STOP,
        /** It did not end in time. */
        KILL,
        /** {@code ottugi signal}. */
        SIGNAL;

        /** As {@code Fallen.Sent} has it. */
        static Why of(String label) {
            return switch (label) {
                case "kill" -> KILL;
                case "signal" -> SIGNAL;
                default -> STOP;
            };
        }
    }

    /** Who asked, for sentences. */
    String who() {
        return by == null ? "ottugi" : "user " + by;
    }
}
