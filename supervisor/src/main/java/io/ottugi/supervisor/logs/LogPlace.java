package io.ottugi.supervisor.logs;

import java.nio.file.Path;

/**
 * Where one log and what is known of it are.
 *
 * @param live the file that the worker appends to
 * @param state of its {@link LogState}
 * @param times of its {@link TimeIndex}
 */
public record LogPlace(Path live, Path state, Path times) {
    /**
     * @param directory of all states
     * @param key of this log
     */
    public static LogPlace of(Path live, Path directory, String key) {
        return new LogPlace(live, LogState.path(directory, key), LogState.times(directory, key));
    }
}
