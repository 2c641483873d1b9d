package io.ottugi.supervisor.logs.record;

import java.nio.file.Path;

/**
 * The paths of one log's live file, record and time index.
 *
 * @param live the file that the worker appends to
 * @param state file of its {@link LogState}
 * @param times file of its {@link TimeIndex}
 */
public record LogPaths(Path live, Path state, Path times) {
    /**
     * @param directory of all logs' records
     * @param key of this log
     */
    public static LogPaths of(Path live, Path directory, String key) {
        return new LogPaths(live, LogState.path(directory, key), LogState.times(directory, key));
    }
}
