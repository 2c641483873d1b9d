package io.ottugi.supervisor.config;

import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One worker, wholly resolved: no relative path, nothing left to default.
 *
 * @param name of the worker
 * @param command the program and its arguments; the program is an absolute path or is looked up in
 *     PATH
 * @param directory where it runs
 * @param umask its file mode creation mask, or null for the operator's
 * @param environment set on top of the operator's
 * @param lifecycle restart and stop
 * @param stopSignal what asks it to end
 * @param logFile where its standard output and error go, or null for those of the supervisor
 */
public record WorkerSpec(
        String name,
        List<String> command,
        Path directory,
        @Nullable Integer umask,
        Map<String, String> environment,
        LifecyclePolicy lifecycle,
        SignalName stopSignal,
        @Nullable Path logFile) {
    public WorkerSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The log file's path, null if there is none. */
    public @Nullable String log() {
        return logFile == null ? null : logFile.toString();
    }
}
