package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.OptionalInt;

/** How a process ended, in the words that findings begin with. Never more than the status tells. */
record Ending(WaitStatus status) {
    private static final int SIGNALLED = 128;

    /** Its exit code, also where it may have been a signal as well. */
    OptionalInt exit() {
        if (status instanceof WaitStatus.Exited exited) {
            return OptionalInt.of(exited.code());
        }
        return status instanceof WaitStatus.Ambiguous either
                ? OptionalInt.of(either.value())
                : OptionalInt.empty();
    }

    /** The signal that ended it, also where it may have been an exit code as well. */
    OptionalInt signal() {
        if (status instanceof WaitStatus.Signaled killed) {
            return OptionalInt.of(killed.signal());
        }
        return status instanceof WaitStatus.Ambiguous either
                ? OptionalInt.of(either.value() - SIGNALLED)
                : OptionalInt.empty();
    }

    /** The signal it ended by, or that a shell or a JVM tells of by exiting with 128 + it; or 0. */
    int signalOrItsCode() {
        int code = exit().orElse(0);
        return signal().orElse(code > SIGNALLED ? code - SIGNALLED : 0);
    }

    boolean isSignal(SignalName signal) {
        return signal().orElse(0) == signal.number();
    }

    boolean isExit(int code) {
        return exit().orElse(-1) == code;
    }

    boolean isUnknown() {
        return status instanceof WaitStatus.Unknown;
    }

    boolean isSuccess() {
        return isExit(0);
    }

    boolean dumpedCore() {
        return status instanceof WaitStatus.Signaled killed && killed.coreDumped();
    }

    /** Such as {@code Exited with code 1}, to be followed by a colon or a full stop. */
    String words() {
        if (status instanceof WaitStatus.Exited exited) {
            return "Exited with code " + exited.code();
        }
        if (status instanceof WaitStatus.Signaled killed) {
            return "Killed by signal " + SignalName.of(killed.signal());
        }
        if (status instanceof WaitStatus.Ambiguous either) {
            return "Killed by signal "
                    + SignalName.of(either.value() - SIGNALLED)
                    + ", or exited with code "
                    + either.value()
                    + " (this kernel does not tell which)";
        }
        return "Ended, and nobody could see how";
    }
}
