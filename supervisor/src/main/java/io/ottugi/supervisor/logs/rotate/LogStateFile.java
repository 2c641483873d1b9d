package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.ArchiveScan;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The {@link LogState} of one log in memory and on disk: each change is written to disk before it
 * counts. Only the keeper's thread changes it; any thread may read it.
 */
final class LogStateFile {
    private final Path path;
    private volatile LogState state;
    private volatile @Nullable LiveCut cut;

    private LogStateFile(Path path, LogState state) {
        this.path = path;
        this.state = state;
    }

    /** Reads the record if it is of this file; else makes it from the archives on disk. */
    static LogStateFile open(Path path, Path live) throws IOException {
        Optional<LogState> written = read(path);
        if (written.isPresent() && written.get().file().equals(live)) {
            return new LogStateFile(path, written.get());
        }
        // Without a live file there are no archives either: most logs are new.
        boolean fresh = !ArchiveFiles.isThere(live);
        LogState found = fresh ? LogState.of(live) : beginningAtZero(ArchiveScan.scan(live));
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

    /** Returns the cut that this process makes or made last; null if there is none. */
    @Nullable LiveCut cut() {
        return cut;
    }

    /** Announces a cut to other threads, before the record has a rotation that cuts. */
    void announce(LiveCut next) {
        cut = next;
    }

    /** Writes a change to disk, and makes it the state. */
    void change(UnaryOperator<StateEdit> edit) throws IOException {
        write(edit, false);
    }

    /** Writes and forces a change that must survive a power cut, or bytes would be lost. */
    void changeDurably(UnaryOperator<StateEdit> edit) throws IOException {
        write(edit, true);
    }

    private void write(UnaryOperator<StateEdit> edit, boolean durably) throws IOException {
        LogState next = edit.apply(StateEdit.of(state)).change(state.change() + 1).done();
        String text = next.toJson() + "\n";
        if (durably) {
            AtomicFile.writeDurably(path, text);
        } else {
            AtomicFile.write(path, text);
        }
        state = next;
    }
}
