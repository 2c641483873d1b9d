package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.value.InstanceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which file to read, and what the command line says besides.
 *
 * @param file absolute
 * @param shown its path as the operator knows it
 * @param name of the supervisor, if it was given
 * @param settings {@code KEY=VALUE} texts that overrule the file
 * @param directory where the operator stands
 */
public record FileRequest(
        Path file,
        String shown,
        Optional<InstanceName> name,
        List<String> settings,
        Path directory) {
    public FileRequest {
        settings = List.copyOf(settings);
    }

    /** What relative paths in the file are relative to. */
    public Path base() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }
}
