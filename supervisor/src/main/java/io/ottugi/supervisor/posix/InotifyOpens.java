package io.ottugi.supervisor.posix;

import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** {@link OpenWatch} by an inotify(7) instance of its own. */
final class InotifyOpens implements OpenWatch {
    private static final int CLOEXEC_NONBLOCK = 02000000 | 04000;
    private static final int IN_OPEN = 0x20;
    private static final int BUFFER_SIZE = 4096;

    private final Libc libc;
    private final Calls calls;
    private final int inotify;
    private final Pointer events;

    InotifyOpens(Libc libc, Runtime runtime, Calls calls, int descriptor) {
        this.libc = libc;
        this.calls = calls;
        this.events = runtime.getMemoryManager().allocateDirect(BUFFER_SIZE, true);
        this.inotify = calls.check("inotify_init1", libc.inotify_init1(CLOEXEC_NONBLOCK));
        try {
            // The file itself, whatever its name is by now.
            String file = "/proc/self/fd/" + descriptor;
            calls.check("inotify_add_watch", libc.inotify_add_watch(inotify, file, IN_OPEN));
        } catch (PosixException e) {
            close();
            throw e;
        }
    }

    /** Any event will do, the one that says that others were lost (IN_Q_OVERFLOW) too. */
    @Override
    public boolean wasOpened() {
        boolean opened = false;
        while (libc.read(inotify, events, BUFFER_SIZE) > 0) {
            opened = true;
        }
        if (calls.errno() != Errno.EAGAIN) {
            throw calls.failure("read of an inotify instance");
        }
        return opened;
    }

    @Override
    public void close() {
        libc.close(inotify);
    }
}
