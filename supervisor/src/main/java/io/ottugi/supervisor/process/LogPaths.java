package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.Output;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a process writes.
 *
 * @param output null for where its supervisor did
 * @param errors null for where its output goes
 */
public record LogPaths(@Nullable String output, @Nullable String errors) {
    public static LogPaths of(Output output) {
        return new LogPaths(text(output.file()), text(output.errorFile()));
    }

    public Output toOutput() {
        return new Output(path(output), path(errors), null);
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
