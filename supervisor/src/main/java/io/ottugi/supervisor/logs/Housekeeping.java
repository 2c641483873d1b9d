package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Removes the archives of one log that are not to be kept, the oldest first. */
final class Housekeeping {
    private final KeptLog log;
    private final TimeIndex times;

    Housekeeping(KeptLog log, TimeIndex times) {
        this.log = log;
        this.times = times;
    }

    /** Ends what was begun before: archives that are half compressed, or that are gone. */
    void tidyUp() throws IOException {
        Path live = log.file();
        LogState state = log.record().state();
        for (Archive archive : state.archives()) {
            CompressedArchive.tidyUp(live, archive);
        }
        List<Archive> there =
                state.archives().stream()
                        .filter(one -> ArchiveFiles.find(live, one.sequence()).isPresent())
                        .toList();
        if (there.size() < state.archives().size()) {
            log.record().change(StateEdit.of(state).archives(there));
        }
    }

    /** As another one is about to be made: what will be too many then is in its way now. */
    int makeRoomForOneMore() throws IOException {
        int keep = Math.max(1, log.policy().keep());
        return removeOldest(Removals.byNumber(archives() + 1, keep));
    }

    int removeTooMany() throws IOException {
        return removeOldest(Removals.byNumber(archives(), log.policy().keep()));
    }

    /** Keeps to what all of it may take, and leaves the filesystem what it is to have. */
    void makeRoom(long live) throws IOException {
        LogPolicy policy = log.policy();
        if (archives() == 0 || (policy.maxTotal() <= 0 && policy.freeSpace() <= 0)) {
            return;
        }
        List<Long> sizes = ArchiveFiles.sizes(log.record().state());
        int total = Removals.byTotal(sizes, live, policy);
        if (total > 0) {
            log.news().removed(removeOldest(total), LogNewsDesk.tooMuch(policy.maxTotal()));
        }
        int full = Removals.byFreeSpace(sizes.subList(total, sizes.size()), free(), policy);
        if (full > 0) {
            log.news().removed(removeOldest(full), LogNewsDesk.tooFull(policy.freeSpace()));
        }
    }

    private long free() {
        return log.file().toFile().getUsableSpace();
    }

    private int archives() {
        return log.record().state().archives().size();
    }

    /** The files first: on a full disk the record can be written only then. */
    private int removeOldest(int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        LogState state = log.record().state();
        for (Archive archive : state.archives().subList(0, count)) {
            ArchiveFiles.remove(log.file(), archive.sequence());
        }
        List<Archive> kept = state.archives().subList(count, state.archives().size());
        log.record().change(StateEdit.of(state).archives(kept));
        times.prune(kept.isEmpty() ? state.base() : kept.get(0).from());
        return count;
    }
}
