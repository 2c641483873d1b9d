package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;

/** When a live file is cut for its size, and how much of it. All in bytes. */
final class RotationPolicy {
    /** A unit that fits every filesystem, and leaves few and large extents. */
    static final long UNIT = 1 << 20;

    /** The block of a filesystem, where the file is small. */
    static final long BLOCK = 4096;

    /** How many times its size a file must be to be cut into larger archives, so as to catch up. */
    private static final long FAR_BEHIND = 4;

    private static final long LARGEST_WHEN_BEHIND = 256 << 20;

    private RotationPolicy() {}

    /** At which size a file is cut, {@link Long#MAX_VALUE} for never. */
    static long limit(LogPolicy policy) {
        long limit = policy.maxSize() > 0 ? policy.maxSize() : Long.MAX_VALUE;
        // Without it the live file alone could be more than all is to be.
        long total = policy.maxTotal() > 0 ? policy.maxTotal() / 2 : Long.MAX_VALUE;
        return Math.max(2 * BLOCK, Math.min(limit, total));
    }

    /** How large an archive may become so as to catch up with a worker that writes fast. */
    static long largest(LogPolicy policy) {
        long limit = limit(policy);
        return policy.maxTotal() > 0 ? limit : Math.max(limit, LARGEST_WHEN_BEHIND);
    }

    /**
     * How much to cut off now because of its size.
     *
     * @return 0 for nothing
     */
    static long cut(long size, long limit, long largest) {
        if (size < limit) {
            return 0;
        }
        return whole(size, size / FAR_BEHIND >= limit ? largest : limit);
    }

    /** How much to cut off because it is time: all but what the filesystem cannot. */
    static long cutAll(long size) {
        long blocks = below(size, BLOCK);
        return blocks > LARGEST_WHEN_BEHIND ? LARGEST_WHEN_BEHIND : blocks;
    }

    private static long whole(long size, long most) {
        long wanted = Math.min(size - 1, most);
        long units = wanted / UNIT * UNIT;
        return units >= wanted / 2 ? units : wanted / BLOCK * BLOCK;
    }

    /** Never to the very end: a filesystem cannot remove a file's last block. */
    private static long below(long size, long block) {
        return Math.max(0, (size - 1) / block * block);
    }
}
