package io.ottugi.worker;

/** Why the worker does not start, or cannot go on: one line for the operator and an exit code. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** The codes are those of sysexits.h. */
    static final int USAGE = 64;

    static final int UNAVAILABLE = 69;
    static final int INTERNAL = 70;
    static final int OS_ERROR = 71;
    static final int CANNOT_CREATE = 73;
    static final int IO_ERROR = 74;
    static final int NO_PERMISSION = 77;

    private final int exitCode;

    Refusal(int exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
