package io.ottugi.supervisor.posix;

import java.util.OptionalLong;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** {@code struct fiemap} of linux/fiemap.h, with room for one extent. */
final class Fiemap {
    /** _IOWR('f', 11, struct fiemap), whose size does not count the extents. */
    private static final long FS_IOC_FIEMAP = 0xC000_0000L | 32 << 16 | 'f' << 8 | 11;

    private static final int START = 0;
    private static final int LENGTH = 8;
    private static final int MAPPED_EXTENTS = 20;
    private static final int EXTENT_COUNT = 24;
    private static final int EXTENT = 32;
    private static final int LOGICAL = EXTENT;
    private static final int PHYSICAL = EXTENT + 8;
    private static final int FLAGS = EXTENT + 40;
    private static final int SIZE = EXTENT + 56;

    /** UNKNOWN, DELALLOC, ENCODED, DATA_ENCRYPTED, NOT_ALIGNED, DATA_INLINE: no address. */
    private static final int NO_ADDRESS = 0x2 | 0x4 | 0x8 | 0x80 | 0x100 | 0x200;

    private Fiemap() {}

    static OptionalLong physical(Libc libc, Runtime runtime, int descriptor, long offset) {
        Pointer map = runtime.getMemoryManager().allocateDirect(SIZE, true);
        map.putLong(START, offset);
        map.putLong(LENGTH, 1);
        map.putInt(EXTENT_COUNT, 1);
        boolean told =
                libc.ioctl(descriptor, FS_IOC_FIEMAP, map) == 0
                        && map.getInt(MAPPED_EXTENTS) == 1
                        && (map.getInt(FLAGS) & NO_ADDRESS) == 0;
        return told
                ? OptionalLong.of(map.getLong(PHYSICAL) + offset - map.getLong(LOGICAL))
                : OptionalLong.empty();
    }
}
