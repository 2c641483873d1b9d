package io.ottugi.supervisor.config;

import io.ottugi.supervisor.lifecycle.StartOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what is impossible in a plan, within each worker and between them. */
public final class PlanCheck {
    private static final int MOST_UNITS = 10_000;
    private static final String ALL = "all";

    private final Plan plan;
    private final Map<String, Settings> workers = new LinkedHashMap<>();
    private final List<Conflict> found = new ArrayList<>();

    private PlanCheck(Plan plan) {
        this.plan = plan;
        plan.workers().forEach(worker -> workers.put(worker.name(), worker.settings()));
    }

    /** All that is wrong with it, or nothing. */
    public static List<Conflict> of(Plan plan) throws BadSetting {
        PlanCheck check = new PlanCheck(plan);
        for (Definition worker : plan.workers()) {
            for (Conflict conflict : Combinations.of(worker.settings())) {
                check.add(worker.name(), conflict.key(), conflict.message());
            }
            check.name(worker.name());
            check.after(worker);
        }
        check.cycles();
        check.logFiles();
        return check.found;
    }

    /** What is possible, but hardly meant. */
    public static List<Conflict> doubts(Plan plan) {
        PlanCheck check = new PlanCheck(plan);
        for (Definition worker : plan.workers()) {
            for (String other : worker.settings().after()) {
                Settings its = check.workers.getOrDefault(other, Settings.none());
                if (worker.settings().autostart() && !its.autostart()) {
                    check.add(
                            worker.name(),
                            Key.AFTER.label(),
                            "waits for '"
                                    + other
                                    + "', which somebody must start by hand (autostart = false)");
                }
            }
        }
        return check.found;
    }

    private void add(String worker, String key, String message) {
        found.add(new Conflict(worker, key, message));
    }

    private void name(String name) {
        if (name.equals(ALL)) {
            add(name, "", "a worker cannot be called 'all', which means all of them");
        }
    }

    private void after(Definition worker) {
        for (String other : worker.settings().after()) {
            if (other.equals(worker.name())) {
                add(other, Key.AFTER.label(), "'" + other + "' is to start after itself");
            } else if (!workers.containsKey(other)) {
                Set<String> names = new LinkedHashSet<>(workers.keySet());
                names.remove(worker.name());
                String nearest =
                        Nearest.to(other, names)
                                .map(name -> "; the nearest is '" + name + "'")
                                .orElse("");
                add(
                        worker.name(),
                        Key.AFTER.label(),
                        "there is no worker '" + other + "'" + nearest);
            }
        }
    }

    private void cycles() {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        workers.forEach(
                (name, settings) -> {
                    Set<String> others = settings.after();
                    others.remove(name);
                    after.put(name, others);
                });
        for (List<String> cycle : new StartOrder(after).cycles()) {
            add(
                    cycle.get(0),
                    Key.AFTER.label(),
                    "none of these could ever start, since each waits for the next: "
                            + String.join(" -> ", cycle));
        }
    }

    /** Two that append to one file mix their lines; a device such as /dev/null may be shared. */
    private void logFiles() {
        Map<String, WorkerId> writers = new HashMap<>();
        int units = 0;
        for (Definition worker : plan.workers()) {
            List<WorkerId> ids = worker.units();
            units += ids.size();
            if (units > MOST_UNITS) {
                add(
                        worker.name(),
                        Key.INSTANCES.label(),
                        "more than " + MOST_UNITS + " workers and instances");
                return;
            }
            ids.stream()
                    .flatMap(id -> shared(worker.settings(), id, writers).stream())
                    .limit(1)
                    .forEach(why -> add(worker.name(), Key.LOG_FILE.label(), why));
        }
    }

    private Optional<String> shared(Settings settings, WorkerId id, Map<String, WorkerId> writers) {
        Optional<String> file =
                settings.get(Key.LOG_FILE)
                        .map(new Placeholders(id)::fill)
                        .or(() -> plan.logs().map(logs -> logs.resolve(id + ".log").toString()));
        if (file.isEmpty() || file.get().startsWith("/dev/")) {
            return Optional.empty();
        }
        WorkerId other = writers.putIfAbsent(file.get(), id);
        if (other == null) {
            return Optional.empty();
        }
        boolean instances = other.worker().equals(id.worker());
        return Optional.of(
                "'"
                        + other
                        + "' and '"
                        + id
                        + "' would write to one log file, "
                        + file.get()
                        + (instances ? "; put {instance} in its name" : "; give each its own"));
    }
}
