package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * The record of a log as it is on disk, read again each time it is asked for. Without one, as for a
 * log that was never rotated or whose record was lost, it is made of the archives that there are.
 */
final class KnownState {
    private final LogPlace place;
    private String text = "";
    private @Nullable LogState parsed;
    private @Nullable LogState found;

    KnownState(LogPlace place) {
        this.place = place;
    }

    /** What holds now. */
    LogState now() throws IOException {
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

    /** Whether it has not changed since. */
    boolean isStill(LogState before) throws IOException {
        return now().equals(before);
    }

    /** One of another file is of an earlier configuration; an unreadable one of a power cut. */
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
            found = FoundArchives.of(place.live());
        }
        return found;
    }
}
