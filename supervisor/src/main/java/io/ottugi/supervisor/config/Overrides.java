package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Nearest;
import io.ottugi.supervisor.config.value.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command line sets over a file: {@code KEY=VALUE} for all workers, {@code
 * worker.NAME.KEY=VALUE} for one, {@code supervisor.KEY=VALUE} for the supervisor.
 */
public final class Overrides {
    private static final String WORKER = "worker.";
    private static final String SUPERVISOR = "supervisor.";

    private final Settings all;
    private final Map<String, Settings> one;
    private final Settings supervisor;

    private Overrides(Settings all, Map<String, Settings> one, Settings supervisor) {
        this.all = all;
        this.one = one;
        this.supervisor = supervisor;
    }

    /**
     * @param workers their names
     * @param base what relative paths are resolved against
     */
    public static Overrides parse(List<String> assignments, Collection<String> workers, Path base)
            throws BadSetting {
        List<String> all = new ArrayList<>();
        List<String> supervisor = new ArrayList<>();
        Map<String, List<String>> one = new LinkedHashMap<>();
        for (String assignment : assignments) {
            if (assignment.startsWith(SUPERVISOR)) {
                supervisor.add(assignment.substring(SUPERVISOR.length()));
            } else if (assignment.startsWith(WORKER)) {
                String rest = assignment.substring(WORKER.length());
                String worker = worker(rest, workers);
                one.computeIfAbsent(worker, name -> new ArrayList<>())
                        .add(rest.substring(worker.length() + 1));
            } else {
                all.add(assignment);
            }
        }
        Map<String, Settings> parsed = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> settings : one.entrySet()) {
            parsed.put(settings.getKey(), Settings.parse(settings.getValue(), base));
        }
        return new Overrides(
                Settings.parse(all, base),
                parsed,
                Settings.parse(supervisor, base, Scope.SUPERVISOR));
    }

    /** A name may hold dots, so the longest that fits is meant. */
    private static String worker(String rest, Collection<String> workers) throws BadSetting {
        String found = "";
        for (String worker : workers) {
            if (rest.startsWith(worker + ".") && worker.length() > found.length()) {
                found = worker;
            }
        }
        if (!found.isEmpty()) {
            return found;
        }
        int dot = rest.indexOf('.');
        String written = dot < 0 ? rest : rest.substring(0, dot);
        throw new BadSetting(
                "there is no worker '"
                        + written
                        + "'"
                        + Nearest.to(written, workers)
                                .map(name -> "; the nearest is '" + name + "'")
                                .orElse(""));
    }

    /** For one worker: what is set for all, under what is set for it alone. */
    public Settings of(String worker) {
        return all.under(one.getOrDefault(worker, Settings.none()));
    }

    public Settings supervisor() {
        return supervisor;
    }
}
