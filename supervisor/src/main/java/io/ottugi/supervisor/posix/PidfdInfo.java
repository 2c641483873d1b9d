package io.ottugi.supervisor.posix;

import java.util.OptionalInt;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * {@code struct pidfd_info} of linux/pidfd.h. Its exit status outlives the process for as long as
 * the descriptor is held, which is how the status of a process that is not our child is known.
 */
final class PidfdInfo {
    /** _IOWR(PIDFS_IOCTL_MAGIC, 11, struct pidfd_info) with the struct's first size of 64 bytes. */
    private static final long PIDFD_GET_INFO = 0xC000_0000L | 64 << 16 | 0xFF << 8 | 11;

    private static final long PIDFD_INFO_EXIT = 1L << 3;
    private static final int SIZE = 64;
    private static final int EXIT_CODE = 60;

    private PidfdInfo() {}

    static OptionalInt exitStatus(Libc libc, Runtime runtime, int pidfd) {
        Pointer info = runtime.getMemoryManager().allocateDirect(SIZE, true);
        info.putLong(0, PIDFD_INFO_EXIT);
        boolean told = libc.ioctl(pidfd, PIDFD_GET_INFO, info) == 0;
        boolean hasExit = told && (info.getLong(0) & PIDFD_INFO_EXIT) != 0;
        return hasExit ? OptionalInt.of(info.getInt(EXIT_CODE)) : OptionalInt.empty();
    }
}
