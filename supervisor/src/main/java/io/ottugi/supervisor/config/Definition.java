package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A worker as it is configured; of it come as many {@link WorkerSpec}s as it has instances.
 *
 * @param name of the worker
 * @param command the program and its arguments
 * @param settings everything else, by {@link Key}
 */
public record Definition(String name, List<String> command, Settings settings) {
    public Definition {
        command = List.copyOf(command);
    }

    /** How many instances are configured; empty for a worker that is not counted. */
    public Optional<Integer> instances() {
        return settings.instances();
    }

    /** Which workers come of it, as many as are configured. */
    public List<WorkerId> units() {
        return units(instances().orElse(0));
    }

    /**
     * @param instances how many; of no account for a worker that is not counted
     */
    List<WorkerId> units(int instances) {
        return instances().isEmpty()
                ? List.of(WorkerId.single(name))
                : IntStream.rangeClosed(1, instances).mapToObj(i -> new WorkerId(name, i)).toList();
    }

    /**
     * @param instances how many; of no account for a worker that is not counted
     * @param logs where what has no log file of its own writes; empty for the supervisor's output
     */
    public List<WorkerSpec> specs(int instances, Optional<Path> logs) throws BadSetting {
        List<WorkerSpec> specs = new ArrayList<>();
        for (WorkerId id : units(instances)) {
            specs.add(settings.toWorker(id, command, logs));
        }
        return specs;
    }
}
