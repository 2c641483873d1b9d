package io.ottugi.supervisor.posix;

import jnr.constants.platform.Errno;
import jnr.posix.POSIX;

/** What came of a call in C's way. */
final class Calls {
    private final POSIX posix;

    Calls(POSIX posix) {
        this.posix = posix;
    }

    /** The result, unless it is C's sign of failure. */
    int check(String call, int result) {
        if (result < 0) {
            throw failure(call);
        }
        return result;
    }

    long check(String call, long result) {
        if (result < 0) {
            throw failure(call);
        }
        return result;
    }

    /** Of the last call that failed in this thread. */
    Errno errno() {
        return Errno.valueOf(posix.errno());
    }

    PosixException failure(String call) {
        return failure(call, posix.errno());
    }

    static PosixException failure(String call, int errno) {
        return new PosixException(call, errno, Errno.valueOf(errno).description());
    }
}
