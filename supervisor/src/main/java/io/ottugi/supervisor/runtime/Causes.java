package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import org.jspecify.annotations.Nullable;

/** Causes of a fall in words, the same in status, events and log. */
public final class Causes {
    private Causes() {}

    /** Such as {@code exit 7} or {@code signal SEGV (core dumped)}. */
    public static String describe(Cause cause) {
        if (cause instanceof Cause.Ended ended) {
            return describe(ended.status());
        }
        if (cause instanceof Cause.Daemonized daemonized) {
            return "went into the background as "
                    + daemonized.left()
                    + " ("
                    + describe(daemonized.status())
                    + ")";
        }
        if (cause instanceof Cause.CouldNotStart failed) {
            return "could not start: " + failed.detail();
        }
        if (cause instanceof Cause.Unproved unproved) {
            return "unproved: " + unproved.detail();
        }
        return "not ready in time";
    }

    private static String describe(WaitStatus status) {
        if (status instanceof WaitStatus.Exited exited) {
            return "exit " + exited.code() + meaning(exited.code());
        }
        if (status instanceof WaitStatus.Signaled killed) {
            return "signal "
                    + SignalName.of(killed.signal())
                    + (killed.coreDumped() ? " (core dumped)" : "");
        }
        if (status instanceof WaitStatus.Ambiguous ambiguous) {
            return "signal "
                    + SignalName.of(ambiguous.value() - 128)
                    + " or exit "
                    + ambiguous.value()
                    + " (this kernel does not tell)";
        }
        return "unknown (not our child, and this kernel does not tell)";
    }

    /** A JVM that is told to end by a signal exits with 128 + its number. */
    private static String meaning(int code) {
        return code == 143 || code == 130 || code == 129
                ? " (as a JVM or shell does after " + SignalName.of(code - 128) + ")"
                : "";
    }

    /**
     * Who ended it: {@code us}, {@code itself} by exiting, or {@code not us} by a signal whose
     * sender the kernel does not tell; null when it never ran or nothing is known.
     */
    public static @Nullable String by(Fall fall) {
        if (fall.asked() || fall.cause() instanceof Cause.NotReady) {
            return "us";
        }
        if (fall.cause() instanceof Cause.Daemonized) {
            return "itself";
        }
        if (!(fall.cause() instanceof Cause.Ended ended)) {
            return null;
        }
        if (ended.status() instanceof WaitStatus.Exited) {
            return "itself";
        }
        return ended.status() instanceof WaitStatus.Signaled ? "not us" : null;
    }

    /** The raw wait status, as waitpid(2) gives it, or null when not known. */
    public static @Nullable Integer raw(Cause cause) {
        if (cause instanceof Cause.Daemonized daemonized) {
            return raw(new Cause.Ended(daemonized.status()));
        }
        if (cause instanceof Cause.Ended ended) {
            if (ended.status() instanceof WaitStatus.Exited exited) {
                return exited.code() << 8;
            }
            if (ended.status() instanceof WaitStatus.Signaled killed) {
                return killed.signal() | (killed.coreDumped() ? 0x80 : 0);
            }
        }
        return null;
    }
}
