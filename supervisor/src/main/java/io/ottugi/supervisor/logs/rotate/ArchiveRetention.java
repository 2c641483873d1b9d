package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.TimeIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Removes archives of one log by its policy, the oldest first. */
final class ArchiveRetention {
    private final ManagedLog log;
    private final TimeIndex times;

    ArchiveRetention(ManagedLog log, TimeIndex times) {
        this.log = log;
        this.times = times;
    }

    /** Removes half compressed archives, and drops missing ones from the record. */
    void removeLeftovers() throws IOException {
        Path live = log.file();
        LogState state = log.record().state();
        for (Archive archive : state.archives()) {
            CompressedArchive.removeLeftovers(live, archive);
        }
        List<Archive> there =
                state.archives().stream()
                        .filter(one -> ArchiveFiles.find(live, one.sequence()).isPresent())
                        .toList();
        if (there.size() < state.archives().size()) {
            log.record().change(edit -> edit.archives(there));
        }
    }

    /** Removes archives so that one more does not exceed {@code log.keep}. */
    int makeRoomForOneMore() throws IOException {
        int keep = Math.max(1, log.policy().keep());
        return removeOldest(excessByNumber(archives() + 1, keep));
    }

    int removeTooMany() throws IOException {
        return removeOldest(excessByNumber(archives(), log.policy().keep()));
    }

    /** Removes archives until {@code log.max_total} and {@code log.free_space} are kept to. */
    void makeRoom(long live) throws IOException {
        LogPolicy policy = log.policy();
        if (archives() == 0 || (policy.maxTotal() <= 0 && policy.freeSpace() <= 0)) {
            return;
        }
        List<Long> sizes = ArchiveFiles.sizes(log.record().state());
        int total = excessByTotal(sizes, live, policy);
        if (total > 0) {
            log.reporter()
                    .reportRemoval(removeOldest(total), LogReporter.tooMuch(policy.maxTotal()));
        }
        int full = excessByFreeSpace(sizes.subList(total, sizes.size()), free(), policy);
        if (full > 0) {
            log.reporter()
                    .reportRemoval(removeOldest(full), LogReporter.tooFull(policy.freeSpace()));
        }
    }

    private long free() {
        return log.file().toFile().getUsableSpace();
    }

    private int archives() {
        return log.record().state().archives().size();
    }

    /** Removes the files first: on a full disk the record can be written only afterwards. */
    private int removeOldest(int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        LogState state = log.record().state();
        for (Archive archive : state.archives().subList(0, count)) {
            ArchiveFiles.remove(log.file(), archive.sequence());
        }
        List<Archive> kept = state.archives().subList(count, state.archives().size());
        log.record().change(edit -> edit.archives(kept));
        times.prune(kept.isEmpty() ? state.base() : kept.get(0).from());
        return count;
    }

    /** Returns how many archives are more than are to be kept. */
    static int excessByNumber(int archives, int keep) {
        return Math.max(0, archives - keep);
    }

    /**
     * Returns how many of the oldest archives have to go so that the others and the live file take
     * no more bytes than {@code log.max_total}.
     *
     * @param sizes on disk, oldest first
     */
    static int excessByTotal(List<Long> sizes, long live, LogPolicy policy) {
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

    /** Returns how many of the oldest archives have to go for {@code log.free_space}. */
    static int excessByFreeSpace(List<Long> sizes, long free, LogPolicy policy) {
        long left = free;
        int count = 0;
        while (count < sizes.size() && left < policy.freeSpace()) {
            left += sizes.get(count);
            count++;
        }
        return count;
    }
}
