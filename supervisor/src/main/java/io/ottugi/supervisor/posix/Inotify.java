package io.ottugi.supervisor.posix;

import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** {@link FileWatch} by inotify(7), and an eventfd(2) to be woken by; it waits in poll(2). */
final class Inotify implements FileWatch {
    private static final int CLOEXEC_NONBLOCK = 02000000 | 04000;

    private static final int IN_MODIFY = 0x2;
    private static final int IN_ATTRIB = 0x4;
    private static final int IN_DELETE_SELF = 0x400;
    private static final int IN_MOVE_SELF = 0x800;
    private static final int IN_DONT_FOLLOW = 0x0200_0000;
    private static final int IN_ONESHOT = 0x8000_0000;
    private static final int IN_IGNORED = 0x8000;
    private static final int ONCE =
            IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_DONT_FOLLOW | IN_ONESHOT;

    /** {@code struct inotify_event}, without a name: only directories' events have one. */
    private static final int EVENT_SIZE = 16;

    private static final int EVENT_MASK = 4;
    private static final int BUFFER_SIZE = 256 * EVENT_SIZE;

    private static final int POLLFD_SIZE = 8;
    private static final int POLLFD_EVENTS = 4;
    private static final short POLLIN = 1;
    private static final int COUNTER_SIZE = 8;

    private final Libc libc;
    private final Calls calls;
    private final int inotify;
    private final int waker;
    private final Pointer polled;
    private final Pointer events;
    private final Pointer counter;

    Inotify(Libc libc, Runtime runtime, Calls calls) {
        this.libc = libc;
        this.calls = calls;
        this.inotify = calls.check("inotify_init1", libc.inotify_init1(CLOEXEC_NONBLOCK));
        this.waker = calls.check("eventfd", libc.eventfd(0, CLOEXEC_NONBLOCK));
        this.polled = memory(runtime, 2 * POLLFD_SIZE);
        this.events = memory(runtime, BUFFER_SIZE);
        this.counter = memory(runtime, COUNTER_SIZE);
        watchFor(0, inotify);
        watchFor(1, waker);
    }

    private static Pointer memory(Runtime runtime, int size) {
        return runtime.getMemoryManager().allocateDirect(size, true);
    }

    private void watchFor(long index, int descriptor) {
        polled.putInt(index * POLLFD_SIZE, descriptor);
        polled.putShort(index * POLLFD_SIZE + POLLFD_EVENTS, POLLIN);
    }

    @Override
    public int watchOnce(String path) {
        return calls.check("inotify_add_watch", libc.inotify_add_watch(inotify, path, ONCE));
    }

    @Override
    public void cancel(int key) {
        // Fails when it has just happened, which is as good.
        libc.inotify_rm_watch(inotify, key);
    }

    @Override
    public List<Integer> await(long millis) {
        int limit = (int) Math.max(-1, Math.min(millis, Integer.MAX_VALUE));
        if (libc.poll(polled, 2, limit) < 0 && calls.errno() != Errno.EINTR) {
            throw calls.failure("poll");
        }
        libc.read(waker, counter, COUNTER_SIZE);
        return happened();
    }

    private List<Integer> happened() {
        List<Integer> keys = new ArrayList<>();
        long read = libc.read(inotify, events, BUFFER_SIZE);
        for (long at = 0; at + EVENT_SIZE <= read; at += EVENT_SIZE) {
            if ((events.getInt(at + EVENT_MASK) & IN_IGNORED) == 0) {
                keys.add(events.getInt(at));
            }
        }
        return keys;
    }

    @Override
    public void wake() {
        libc.eventfd_write(waker, 1);
    }

    @Override
    public void close() {
        libc.close(inotify);
        libc.close(waker);
    }
}
