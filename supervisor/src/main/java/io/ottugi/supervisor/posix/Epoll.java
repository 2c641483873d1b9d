package io.ottugi.supervisor.posix;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** The layout of {@code struct epoll_event} in epoll_ctl(2). */
final class Epoll {
    static final int CLOEXEC = 02000000;
    static final int CTL_ADD = 1;

    private static final int EPOLLIN = 1;
    private static final int EPOLLONESHOT = 1 << 30;
    private static final int SIZE = 16;
    private static final int DATA = Architecture.PACKED_EPOLL_EVENT ? 4 : 8;

    private Epoll() {}

    static Pointer event(Runtime runtime, long key) {
        Pointer event = runtime.getMemoryManager().allocateDirect(SIZE, true);
        event.putInt(0, EPOLLIN | EPOLLONESHOT);
        event.putLong(DATA, key);
        return event;
    }

    static long key(Pointer event) {
        return event.getLong(DATA);
    }
}
