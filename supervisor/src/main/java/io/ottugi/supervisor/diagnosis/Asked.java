package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What we last sent to a worker before it fell.
 *
 * @param why what for
 * @param by the user who asked, null when nobody did
 * @param before how long before the fall
 */
public record Asked(Why why, SignalName signal, @Nullable String by, Duration before) {
    /** What a signal of ours is sent for. */
    public enum Why {
        STOP,
        /** It did not end in time. */
        KILL,
        /** {@code ottugi signal}. */
        SIGNAL;

        /** As {@code Fallen.Sent} has it. */
        public static Why of(String label) {
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
