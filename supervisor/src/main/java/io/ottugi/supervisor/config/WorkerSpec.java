package io.ottugi.supervisor.config;

import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker, or one instance of it, wholly resolved: no relative path, nothing left to default.
 *
 * @param id which it is
 * @param execution how its processes are made; what differs here needs a new process
 * @param lifecycle restart and stop
 * @param stop how it is asked to end
 * @param order what it waits for
 * @param autostart whether it is started with the supervisor
 * @param logPolicy how its log files are kept from growing without end
 * @param evidence what is gathered when it falls
 * @param restartWhenChanged files, absolute; when it was given up for its cause and one of them
 *     changes, it is tried again
 */
public record WorkerSpec(
        WorkerId id,
        Execution execution,
        LifecyclePolicy lifecycle,
        StopPolicy stop,
        Order order,
        boolean autostart,
        LogPolicy logPolicy,
        EvidencePolicy evidence,
        List<Path> restartWhenChanged) {
    public WorkerSpec {
        restartWhenChanged = List.copyOf(restartWhenChanged);
    }

    /** Such as {@code web}, or {@code web:2} for an instance. */
    public String name() {
        return id.toString();
    }

    public List<String> command() {
        return execution.command();
    }

    /** The path of the file that takes its errors apart from its output, null if there is none. */
    public @Nullable String errorLog() {
        Path file = execution.output().errorFile();
        return file == null ? null : file.toString();
    }

    /** The log file's path, null if there is none. */
    public @Nullable String log() {
        return execution.logFile() == null ? null : execution.logFile().toString();
    }
}
