package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.toml.ConfigFile;
import io.ottugi.supervisor.config.toml.Origin;
import io.ottugi.supervisor.config.value.Arguments;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.Shape;
import io.ottugi.supervisor.config.value.ShellQuoting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with nothing left open: each key, what it is, and where that comes from. */
final class Resolved {
    static final String DEFAULT = "default";
    static final String NOT_SHOWN = "(not shown)";

    private final PlanSource.Found found;
    private final Path logs;

    /**
     * One key.
     *
     * @param origin {@code FILE:LINE:COLUMN}, {@code --set}, {@code -n} or {@code default}
     */
    record Entry(String key, String value, String origin) {}

    /**
     * @param logs where workers write that were given no file
     */
    Resolved(PlanSource.Found found, Path logs) {
        this.found = found;
        this.logs = logs;
    }

    List<Entry> supervisor() {
        Settings settings = found.plan().supervisor();
        List<Entry> entries = new ArrayList<>();
        for (Key key : Key.of(Scope.SUPERVISOR)) {
            entries.addAll(
                    key == Key.NAME
                            ? List.of(name(found.plan(), settings))
                            : entries(key, settings, "supervisor.", key.byDefault()));
        }
        return entries;
    }

    private Entry name(Plan plan, Settings settings) {
        String name = plan.name().value();
        String set = settings.get(Key.NAME).orElse("");
        String origin = "-n";
        if (set.equals(name)) {
            origin = origin("supervisor." + Key.NAME.label()).orElse(DEFAULT);
        } else if (set.isEmpty() && name.equals(directoryName(plan))) {
            origin = DEFAULT;
        }
        return new Entry(Key.NAME.label(), name, origin);
    }

    private static String directoryName(Plan plan) {
        return plan.file()
                .map(Path::getParent)
                .map(Path::getFileName)
                .map(Path::toString)
                .orElse("");
    }

    List<Entry> worker(Definition worker) {
        String prefix = "worker." + worker.name() + ".";
        List<Entry> entries = new ArrayList<>();
        for (Key key : Key.of(Scope.WORKER)) {
            if (key == Key.COMMAND) {
                String origin = origin(prefix + key.label()).orElse(DEFAULT);
                entries.add(new Entry(key.label(), ShellQuoting.words(worker.command()), origin));
            } else {
                entries.addAll(entries(key, worker.settings(), prefix, byDefault(key, worker)));
            }
        }
        return entries;
    }

    private String byDefault(Key key, Definition worker) {
        boolean counted = worker.instances().isPresent();
        return switch (key) {
            case LOG_FILE ->
                    logs.resolve(worker.name() + (counted ? ":{instance}" : "") + ".log")
                            .toString();
            case RESTART_LIMIT_WITHIN, RESTART_LIMIT_THEN ->
                    worker.settings().has(Key.RESTART_LIMIT_RESTARTS) ? key.byDefault() : "";
            case RESTART_LIMIT_HOLD ->
                    worker.settings().get(Key.RESTART_LIMIT_THEN).orElse("").equals("hold")
                            ? key.byDefault()
                            : "";
            case LOG_COMPRESS ->
                    worker.settings().get(Key.LOG_KEEP).orElse("").equals("0")
                            ? ""
                            : key.byDefault();
            case ON_FAILURE_TIMEOUT -> worker.settings().has(Key.ON_FAILURE) ? key.byDefault() : "";
            default -> key.byDefault();
        };
    }

    /** A family has an entry for each of its members; what is not set and has no default, none. */
    private List<Entry> entries(Key key, Settings settings, String prefix, String byDefault) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, String> setting : settings.values().entrySet()) {
            if (key.names(setting.getKey())) {
                String value = shown(key, setting.getValue());
                String origin = origin(prefix + setting.getKey()).orElse(DEFAULT);
                entries.add(new Entry(setting.getKey(), value, origin));
            }
        }
        if (entries.isEmpty() && !byDefault.isEmpty()) {
            entries.add(new Entry(key.label(), byDefault, DEFAULT));
        }
        return entries;
    }

    private static String shown(Key key, String value) {
        if (key == Key.ENVIRONMENT) {
            return NOT_SHOWN;
        }
        try {
            return key.shape() == Shape.ARGUMENTS
                    ? ShellQuoting.words(Arguments.split(value))
                    : value;
        } catch (BadSetting e) {
            return value;
        }
    }

    private Optional<String> origin(String path) {
        ConfigFile file = found.file();
        Origin origin = file.origins().get(path);
        return Optional.ofNullable(origin).map(place -> place.in(file.shown()));
    }
}
