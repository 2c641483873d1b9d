package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.logs.record.ArchiveScan;
import io.ottugi.supervisor.logs.record.LogPaths;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the record of a log from disk each time it is asked for. If there is none, as for a log
 * that was never rotated or whose record was lost, it is made from the archives on disk.
 */
final class LogStateReader {
    private final LogPaths place;
    private String text = "";
    private @Nullable LogState parsed;
    private @Nullable LogState found;

    LogStateReader(LogPaths place) {
        this.place = place;
    }

    /** Reads the record as it is now. */
    LogState read() throws IOException {
        String newest;
        try {
            newest = Utf8.read(place.state());
        } catch (NoSuchFileException e) {
            return found();
        }
        if (parsed == null || !newest.equals(text)) {
            parsed = parse(newest);
            text = newest;
        }
        return parsed;
    }

    /** Returns true if the record has not changed since. */
    boolean isUnchanged(LogState before) throws IOException {
        return read().equals(before);
    }

    /**
     * Ignores a record of another file (an earlier configuration) or a damaged one (a power cut).
     */
    private LogState parse(String json) throws IOException {
        try {
            LogState state = LogState.fromJson(Json.object(json));
            return state.file().equals(place.live()) ? state : found();
        } catch (BadJson e) {
            return found();
        }
    }

    private LogState found() throws IOException {
        if (found == null) {
            found = ArchiveScan.scan(place.live());
        }
        return found;
    }
}
