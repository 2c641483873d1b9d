package io.ottugi.supervisor.posix;

/** A system call failed. */
public final class PosixException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int errno;
    private final String description;

    PosixException(String call, int errno, String description) {
        super(call + ": " + description);
        this.errno = errno;
        this.description = description;
    }

    /** The number of the error, as errno(3) has it. */
    public int errno() {
        return errno;
    }

    /** The error in words, as strerror(3) has it. */
    public String description() {
        return description;
    }
}
