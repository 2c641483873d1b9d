package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a worker writes: by its record, so that it needs no supervisor; else by what was last asked
 * for.
 */
final class WorkerLog {
    private static final int MOST_NAMES = 20;

    private final Places.Instance instance;
    private final Map<String, Optional<Path>> configured;

    private WorkerLog(Places.Instance instance, Map<String, Optional<Path>> configured) {
        this.instance = instance;
        this.configured = configured;
    }

    /**
     * The file of the worker that is meant.
     *
     * @param pattern which; empty for the only one
     */
    static Path find(Places.Instance instance, Optional<String> pattern) {
        WorkerLog logs = new WorkerLog(instance, configured(instance));
        for (String unit : Unsupervised.recorded(instance)) {
            logs.configured.putIfAbsent(unit, Optional.empty());
        }
        return logs.existing(logs.file(logs.unit(pattern)));
    }

    private static Map<String, Optional<Path>> configured(Places.Instance instance) {
        Map<String, Optional<Path>> logs = new TreeMap<>(WorkerNames.ORDER);
        try {
            Optional<Plan> plan = LastPlan.of(instance);
            for (WorkerSpec spec : plan.isEmpty() ? List.<WorkerSpec>of() : plan.get().specs()) {
                logs.put(spec.name(), Optional.ofNullable(spec.execution().logFile()));
            }
        } catch (BadSetting e) {
            // Of another version; the records will do.
        }
        return logs;
    }

    private String unit(Optional<String> pattern) {
        List<String> asked = pattern.map(List::of).orElse(List.of());
        List<String> meant =
                configured.keySet().stream()
                        .filter(unit -> WorkerNames.isMeant(asked, unit))
                        .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (configured.isEmpty()) {
            return pattern.orElse(instance.name().value());
        }
        String said = pattern.map(text -> "'" + text + "' is ").orElse("there are ");
        throw new Failure(
                ExitCode.USAGE,
                meant.isEmpty()
                        ? "there is no worker '"
                                + pattern.orElse("")
                                + "'; there are "
                                + names(List.copyOf(configured.keySet()))
                        : said + names(meant) + "; say which one");
    }

    private static String names(List<String> units) {
        String more = units.size() > MOST_NAMES ? " and " + (units.size() - MOST_NAMES) : "";
        return String.join(", ", units.subList(0, Math.min(units.size(), MOST_NAMES)))
                + (more.isEmpty() ? "" : more + " more");
    }

    private Path file(String unit) {
        Optional<WorkerRecord> record = new WorkerRecords(instance.records()).read(unit);
        if (record.isEmpty()) {
            return configured.getOrDefault(unit, Optional.empty()).orElse(instance.log(unit));
        }
        String log = record.get().log();
        if (log == null) {
            throw new Failure(
                    ExitCode.IO,
                    "the output of "
                            + unit
                            + " goes where 'ottugi run' was started; there is no file");
        }
        return Path.of(log);
    }

    private Path existing(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(
                    ExitCode.NO_SUPERVISOR,
                    "there is no output of '" + instance.name() + "' at " + file);
        }
        return file;
    }
}
