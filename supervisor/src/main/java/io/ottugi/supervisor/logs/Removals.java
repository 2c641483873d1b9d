package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import java.util.List;

/** How many of a log's archives have to go, the oldest first. */
final class Removals {
    private Removals() {}

    /** By their number. */
    static int byNumber(int archives, int keep) {
        return Math.max(0, archives - keep);
    }

    /**
     * By what they take together with the live file.
     *
     * @param sizes on disk, oldest first
     */
    static int byTotal(List<Long> sizes, long live, LogPolicy policy) {
        if (policy.maxTotal() <= 0) {
            return 0;
        }
        long total = live + sizes.stream().mapToLong(Long::longValue).sum();
        int count = 0;
        while (count < sizes.size() && total > policy.maxTotal()) {
            total -= sizes.get(count);
            count++;
        }
        return count;
    }

    /** By what the filesystem has left. */
    static int byFreeSpace(List<Long> sizes, long free, LogPolicy policy) {
        long left = free;
        int count = 0;
        while (count < sizes.size() && left < policy.freeSpace()) {
            left += sizes.get(count);
            count++;
        }
        return count;
    }
}
