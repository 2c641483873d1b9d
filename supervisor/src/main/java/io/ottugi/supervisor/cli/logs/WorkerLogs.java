package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.base.LastPlan;
import io.ottugi.supervisor.cli.base.Unsupervised;
import io.ottugi.supervisor.cli.base.WorkerNames;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.record.LogPaths;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where workers write: by their records, so that it needs no supervisor; else by what was last
 * asked for.
 */
final class WorkerLogs {
    private static final int MOST_NAMES = 20;

    private final Places.Instance instance;
    private final Map<String, Optional<Output>> configured;

    /**
     * The files of a worker.
     *
     * @param output of its output, and of its errors too if {@code errors} is null
     */
    record Files(String unit, LogPaths output, @Nullable LogPaths errors) {}

    private WorkerLogs(Places.Instance instance, Map<String, Optional<Output>> configured) {
        this.instance = instance;
        this.configured = configured;
    }

    /**
     * The files of the workers that are meant, in the order of their names.
     *
     * @param patterns which; none for all
     */
    static List<Files> find(Places.Instance instance, List<String> patterns) {
        WorkerLogs logs = new WorkerLogs(instance, configured(instance));
        for (String unit : Unsupervised.recorded(instance)) {
            logs.configured.putIfAbsent(unit, Optional.empty());
        }
        return logs.files(logs.units(patterns));
    }

    private static Map<String, Optional<Output>> configured(Places.Instance instance) {
        Map<String, Optional<Output>> logs = new TreeMap<>(WorkerNames.ORDER);
        try {
            Optional<Plan> plan = LastPlan.of(instance);
            for (WorkerSpec spec : plan.isEmpty() ? List.<WorkerSpec>of() : plan.get().specs()) {
                logs.put(spec.name(), Optional.of(spec.execution().output()));
            }
        } catch (BadSetting e) {
            // Of another version; the records will do.
        }
        return logs;
    }

    private List<String> units(List<String> patterns) {
        if (configured.isEmpty()) {
            return patterns.isEmpty() ? List.of(instance.name().value()) : patterns;
        }
        for (String pattern : patterns) {
            if (configured.keySet().stream()
                    .noneMatch(unit -> WorkerNames.isMeant(List.of(pattern), unit))) {
                throw new Failure(
                        ExitCode.USAGE,
                        "there is no worker '" + pattern + "'; there are " + names());
            }
        }
        return configured.keySet().stream()
                .filter(unit -> WorkerNames.isMeant(patterns, unit))
                .toList();
    }

    private String names() {
        List<String> units = List.copyOf(configured.keySet());
        int more = units.size() - MOST_NAMES;
        return String.join(", ", units.subList(0, Math.min(units.size(), MOST_NAMES)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private List<Files> files(List<String> units) {
        List<Files> files = new ArrayList<>();
        for (String unit : units) {
            files(unit).ifPresent(files::add);
        }
        if (files.isEmpty()) {
            String who = String.join(", ", units);
            throw new Failure(
                    ExitCode.IO,
                    "the output of "
                            + who
                            + " goes where 'ottugi run' was started; there is no file");
        }
        return files;
    }

    private Optional<Files> files(String unit) {
        Output output = output(unit);
        Path file = output.file();
        if (file == null) {
            return Optional.empty();
        }
        Path errors = output.errorFile();
        return Optional.of(
                new Files(
                        unit,
                        place(file, LogState.key(unit)),
                        errors == null ? null : place(errors, LogState.errorKey(unit))));
    }

    private LogPaths place(Path file, String key) {
        return LogPaths.of(file, instance.logState(), key);
    }

    private Output output(String unit) {
        Optional<WorkerRecord> record = new WorkerRecords(instance.records()).read(unit);
        return record.map(found -> found.logs().toOutput())
                .or(() -> configured.getOrDefault(unit, Optional.empty()))
                .orElse(new Output(instance.log(unit), null, null));
    }
}
