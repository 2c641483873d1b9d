package io.ottugi.supervisor.lifecycle;

/**
 * A kind of fall that a restart policy makes an exception for.
 *
 * @param number the exit code, 0 to 255, or the signal, 1 to 64; 0 for the other kinds
 */
public record FallPattern(Kind kind, int number) {
    /** What is compared. */
    public enum Kind {
        EXIT(0, 255),
        SIGNAL(1, 64),
        COULD_NOT_START(0, 0),
        NOT_READY(0, 0);

        private final int least;
        private final int most;

        Kind(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    public FallPattern {
        if (number < kind.least || number > kind.most) {
            throw new IllegalArgumentException("there is no " + kind + " " + number);
        }
    }

    /**
     * Whether a fall is of this kind. A status that is one of two may be either and matches both; a
     * status that is not known matches nothing.
     */
    boolean matches(Cause cause) {
        if (cause instanceof Cause.CouldNotStart) {
            return kind == Kind.COULD_NOT_START;
        }
        if (cause instanceof Cause.NotReady) {
            return kind == Kind.NOT_READY;
        }
        if (cause instanceof Cause.Daemonized daemonized) {
            return matches(daemonized.status());
        }
        return cause instanceof Cause.Ended ended && matches(ended.status());
    }

    private boolean matches(WaitStatus status) {
        return switch (kind) {
            case EXIT -> isExit(status, number);
            case SIGNAL -> isSignal(status, number);
            case COULD_NOT_START, NOT_READY -> false;
        };
    }

    private static boolean isExit(WaitStatus status, int code) {
        return (status instanceof WaitStatus.Exited exited && exited.code() == code)
                || (status instanceof WaitStatus.Ambiguous either && either.value() == code);
    }

    private static boolean isSignal(WaitStatus status, int signal) {
        return (status instanceof WaitStatus.Signaled killed && killed.signal() == signal)
                || (status instanceof WaitStatus.Ambiguous either
                        && either.value() == 128 + signal);
    }
}
