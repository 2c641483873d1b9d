package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;

/** The rules of when a live file is cut for its size, and how much of it. All in bytes. */
final class RotationPolicy {
    /** Unit of a cut: fits every filesystem, and leaves few and large extents. */
    static final long UNIT = 1 << 20;

    /** Block of a filesystem, the unit for small files. */
    static final long BLOCK = 4096;

    /** Multiple of the limit from which a file is cut into larger archives, to catch up. */
    private static final long FAR_BEHIND = 4;

    private static final long LARGEST_WHEN_BEHIND = 256 << 20;

    private RotationPolicy() {}

    /** Returns the size at which a file is cut, {@link Long#MAX_VALUE} for never. */
    static long limit(LogPolicy policy) {
        long limit = policy.maxSize() > 0 ? policy.maxSize() : Long.MAX_VALUE;
        // Otherwise the live file alone could exceed log.max_total.
        long total = policy.maxTotal() > 0 ? policy.maxTotal() / 2 : Long.MAX_VALUE;
        return Math.max(2 * BLOCK, Math.min(limit, total));
    }

    /** Returns the largest size of an archive, to catch up with a worker that writes fast. */
    static long largest(LogPolicy policy) {
        long limit = limit(policy);
        return policy.maxTotal() > 0 ? limit : Math.max(limit, LARGEST_WHEN_BEHIND);
    }

    /**
     * Returns how much to cut off now because of the size.
     *
     * @return 0 for nothing
     */
    static long cut(long size, long limit, long largest) {
        if (size < limit) {
            return 0;
        }
        return whole(size, size / FAR_BEHIND >= limit ? largest : limit);
    }

    /** Returns how much to cut off because it is time: all but the last block. */
    static long cutAll(long size) {
        long blocks = below(size, BLOCK);
        return blocks > LARGEST_WHEN_BEHIND ? LARGEST_WHEN_BEHIND : blocks;
    }

    private static long whole(long size, long most) {
        long wanted = Math.min(size - 1, most);
        long units = wanted / UNIT * UNIT;
        return units >= wanted / 2 ? units : wanted / BLOCK * BLOCK;
    }

    /** Rounds down, below the end: a filesystem cannot remove a file's last block. */
    private static long below(long size, long block) {
        return Math.max(0, (size - 1) / block * block);
    }
}
