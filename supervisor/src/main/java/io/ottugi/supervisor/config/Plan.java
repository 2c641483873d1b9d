package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.lifecycle.StartOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * All that one supervisor is to keep up, independent of where the operator stood.
 *
 * @param name of the supervisor
 * @param file the configuration file it was read from; empty for a single worker from a command
 *     line
 * @param supervisor settings of the supervisor itself
 * @param logs directory of the workers' logs; empty when they write where the supervisor does
 * @param workers in the order of the file
 */
public record Plan(
        InstanceName name,
        Optional<Path> file,
        Settings supervisor,
        Optional<Path> logs,
        List<Definition> workers) {
    public Plan {
        workers = List.copyOf(workers);
    }

    /** One worker, with the supervisor's name. */
    public static Plan single(InstanceName name, Settings settings, List<String> command) {
        return new Plan(
                name,
                Optional.empty(),
                Settings.none(),
                Optional.empty(),
                List.of(new Definition(name.value(), command, settings)));
    }

    /** The same with the workers' output in files. */
    public Plan logging(Path directory) {
        return new Plan(name, file, supervisor, Optional.of(directory), workers);
    }

    /** At most so many starts a second, over all workers; empty for as many as can be. */
    public OptionalDouble startRate() {
        return supervisor.get(Key.START_RATE).stream().mapToDouble(Double::parseDouble).findFirst();
    }

    /** Every worker and instance, as many as are configured. */
    public List<WorkerSpec> specs() throws BadSetting {
        return specs(worker -> worker.instances().orElse(0));
    }

    /**
     * Every worker and instance.
     *
     * @param instances how many there are to be of a worker that is counted
     */
    public List<WorkerSpec> specs(ToIntFunction<Definition> instances) throws BadSetting {
        List<WorkerSpec> specs = new ArrayList<>();
        for (Definition worker : workers) {
            specs.addAll(worker.specs(instances.applyAsInt(worker), logs));
        }
        return specs;
    }

    /**
     * The longest that an orderly stop may take: one worker after another where one waits for the
     * other, side by side where not. Only of a plan without cycles.
     */
    public Duration stopTimeout() throws BadSetting {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        Map<String, Duration> longest = new HashMap<>();
        for (Definition worker : workers) {
            after.put(worker.name(), worker.settings().after());
            Settings settings = worker.settings();
            longest.put(worker.name(), settings.stopTimeout().plus(settings.examination()));
        }
        StartOrder order = new StartOrder(after);
        Duration all = Duration.ZERO;
        for (Set<String> layer : order.layers()) {
            for (String name : layer) {
                Duration before = Duration.ZERO;
                for (String other : order.dependencies(name)) {
                    before = longer(before, longest.getOrDefault(other, Duration.ZERO));
                }
                all = longer(all, longest.merge(name, before, Duration::plus));
            }
        }
        return all;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
