package io.ottugi.supervisor.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker's standard output and error go.
 *
 * @param file takes its output, or null for the supervisor's own
 * @param errorFile takes its errors, or null for where its output goes
 * @param mode of these files; null for 0600 when they are made, and as they are when they are there
 */
public record Output(@Nullable Path file, @Nullable Path errorFile, @Nullable Integer mode) {
    /** Both into one file. */
    public static Output to(@Nullable Path file) {
        return new Output(file, null, null);
    }
}
