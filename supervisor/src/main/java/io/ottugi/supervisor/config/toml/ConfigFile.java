package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.Conflict;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Overrides;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.PlanCheck;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration file that is right, as a plan.
 *
 * @param shown its path as the operator knows it
 * @param origins by table and key, such as {@code worker.web.restart.max}; only of what is set
 */
public record ConfigFile(String shown, Plan plan, Map<String, Origin> origins) {
    private static final Set<String> CERTAIN = Set.of(Key.AFTER.label(), Key.LOG_FILE.label());

    /** The file that is found by itself. */
    public static final String DEFAULT_NAME = "ottugi.toml";

    public ConfigFile {
        origins = Map.copyOf(origins);
    }

    /**
     * Reads a file and checks all of it.
     *
     * @throws BadFile with everything that is wrong in it
     * @throws BadSetting for what was set on the command line
     */
    public static ConfigFile read(FileRequest request) throws BadFile, BadSetting, IOException {
        return of(SourceText.read(request.file(), request.shown()), request);
    }

    static ConfigFile of(String text, FileRequest request) throws BadFile, BadSetting {
        Mistakes mistakes = new Mistakes();
        Document document = Document.read(text, request.base(), mistakes);
        Overrides overrides =
                Overrides.parse(
                        request.settings(), document.workers().keySet(), request.directory());
        ConfigFile file = new Merge(request, document, overrides, mistakes).file();
        if (!mistakes.isEmpty()) {
            throw new BadFile(request.shown(), mistakes.all());
        }
        return file;
    }

    /** Where a worker's setting comes from, or its table if the key is empty or not set. */
    public Origin origin(String worker, String key) {
        Origin table = origins.getOrDefault(path(worker, ""), Origin.FILE);
        return origins.getOrDefault(path(worker, key), table);
    }

    static String path(String worker, String key) {
        return "worker." + worker + (key.isEmpty() ? "" : "." + key);
    }

    /** Puts a document and what the command line sets over it together, and compares. */
    private record Merge(
            FileRequest request, Document document, Overrides overrides, Mistakes mistakes) {
        ConfigFile file() throws BadSetting {
            Map<String, Origin> origins = new HashMap<>();
            Settings supervisor =
                    merged(document.supervisor(), overrides.supervisor(), Scope.SUPERVISOR);
            origins(origins, "supervisor.", document.supervisor(), overrides.supervisor());
            List<Definition> workers = new ArrayList<>();
            for (Map.Entry<String, TableReader> worker : document.workers().entrySet()) {
                String name = worker.getKey();
                Settings set = overrides.of(name);
                origins.put(path(name, ""), document.placeOf(name));
                origins(origins, path(name, "") + ".", worker.getValue(), set);
                workers.add(
                        new Definition(
                                name,
                                worker.getValue().command(),
                                merged(worker.getValue(), set, Scope.WORKER)));
            }
            Plan plan =
                    new Plan(
                            name(supervisor),
                            Optional.of(request.file()),
                            supervisor,
                            Optional.empty(),
                            workers);
            ConfigFile file = new ConfigFile(request.shown(), plan, origins);
            conflicts(file);
            return file;
        }

        private static void origins(
                Map<String, Origin> origins, String prefix, TableReader table, Settings set) {
            table.origins().forEach((key, place) -> origins.put(prefix + key, place));
            set.values().keySet().forEach(key -> origins.put(prefix + key, Origin.SET));
        }

        private Settings merged(TableReader table, Settings set, Scope scope) throws BadSetting {
            List<String> assignments =
                    table.values().entrySet().stream()
                            .map(value -> value.getKey() + "=" + value.getValue())
                            .toList();
            return Settings.parse(assignments, request.base(), scope).under(set);
        }

        private InstanceName name(Settings supervisor) {
            Optional<String> set = supervisor.get(Key.NAME);
            String text = set.orElseGet(this::directoryName);
            try {
                return request.name().isPresent() ? request.name().get() : InstanceName.parse(text);
            } catch (BadSetting e) {
                mistakes.add(
                        Origin.FILE,
                        "its directory cannot give the supervisor its name, since "
                                + e.getMessage()
                                + "; set name in [supervisor], or give -n NAME");
                return InstanceName.DEFAULT;
            }
        }

        private String directoryName() {
            Path name = request.base().getFileName();
            return name == null ? "" : name.toString();
        }

        /** Beside other mistakes only those that no value which is missing now could mend. */
        private void conflicts(ConfigFile file) throws BadSetting {
            Set<String> unclear = mistakes.workers(file.plan().workers());
            for (Conflict conflict : PlanCheck.of(file.plan())) {
                if (unclear.contains(conflict.worker()) && !CERTAIN.contains(conflict.key())) {
                    continue;
                }
                String path = path(conflict.worker(), conflict.key());
                mistakes.add(
                        file.origin(conflict.worker(), conflict.key()),
                        conflict.message().startsWith(conflict.key())
                                ? path(conflict.worker(), "") + ": " + conflict.message()
                                : path + ": " + conflict.message());
            }
        }
    }
}
