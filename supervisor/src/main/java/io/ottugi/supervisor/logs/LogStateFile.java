package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@link LogState} of one log, as it is and as it stands on disk: each change is written down
 * before it counts.
 */
final class LogStateFile {
    private final Path path;
    private volatile LogState state;
    private volatile @Nullable LiveCut cut;

    private LogStateFile(Path path, LogState state) {
        this.path = path;
        this.state = state;
    }

    /** What an earlier supervisor wrote, if it is of this file; else what the archives tell. */
    static LogStateFile open(Path path, Path live) throws IOException {
        Optional<LogState> written = read(path);
        if (written.isPresent() && written.get().file().equals(live)) {
            return new LogStateFile(path, written.get());
        }
        // Where there is not even a live file, there is nothing to look for: most are new.
        boolean fresh = !ArchiveFiles.isThere(live);
        LogState found = fresh ? LogState.of(live) : beginningAtZero(FoundArchives.of(live));
        long change = written.map(LogState::change).orElse(0L);
        return new LogStateFile(path, StateEdit.of(found).change(change).done());
    }

    private static Optional<LogState> read(Path path) throws IOException {
        try {
            return Optional.of(LogState.fromJson(Json.object(Utf8.read(path))));
        } catch (NoSuchFileException | BadJson e) {
            return Optional.empty();
        }
    }

    private static LogState beginningAtZero(LogState found) {
        if (found.archives().isEmpty()) {
            return found;
        }
        long shift = found.base() - found.archives().get(0).from();
        List<Archive> shifted =
                found.archives().stream()
                        .map(
                                one ->
                                        new Archive(
                                                one.sequence(),
                                                one.from() + shift,
                                                one.to() + shift,
                                                one.at()))
                        .toList();
        return StateEdit.of(found).archives(shifted).base(found.base() + shift).done();
    }

    LogState state() {
        return state;
    }

    /** The cut that this process is making or has made last; null if there is none. */
    @Nullable LiveCut cut() {
        return cut;
    }

    /** Lets readers know of a cut before its rotation is written down as one that cuts. */
    void cuts(LiveCut next) {
        cut = next;
    }

    /** Writes down a change. */
    void change(StateEdit edit) throws IOException {
        write(edit, false);
    }

    /** The same for one on which it depends after a power cut whether bytes are lost. */
    void changeDurably(StateEdit edit) throws IOException {
        write(edit, true);
    }

    private void write(StateEdit edit, boolean durably) throws IOException {
        LogState next = edit.change(state.change() + 1).done();
        String text = next.toJson() + "\n";
        if (durably) {
            AtomicFile.writeDurably(path, text);
        } else {
            AtomicFile.write(path, text);
        }
        state = next;
    }
}
