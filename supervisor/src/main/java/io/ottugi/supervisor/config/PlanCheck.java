package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Nearest;
import io.ottugi.supervisor.lifecycle.StartOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Finds what is impossible in a plan, within each worker and between them. */
public final class PlanCheck {
    private static final int MOST_UNITS = 10_000;
    private static final String ALL = "all";

    private final Plan plan;
    private final ToIntFunction<Definition> instances;
    private final Map<String, Settings> workers = new LinkedHashMap<>();
    private final List<Conflict> found = new ArrayList<>();

    private PlanCheck(Plan plan, ToIntFunction<Definition> instances) {
        this.plan = plan;
        this.instances = instances;
        plan.workers().forEach(worker -> workers.put(worker.name(), worker.settings()));
    }

    /** All that is wrong with it, or nothing. */
    public static List<Conflict> of(Plan plan) throws BadSetting {
        return of(plan, PlanCheck::configured);
    }

    private static int configured(Definition worker) {
        return worker.instances().orElse(0);
    }

    /**
     * The same with other numbers of instances than are configured.
     *
     * @param instances how many there are to be of a worker that is counted
     */
    public static List<Conflict> of(Plan plan, ToIntFunction<Definition> instances)
            throws BadSetting {
        PlanCheck check = new PlanCheck(plan, instances);
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
        PlanCheck check = new PlanCheck(plan, PlanCheck::configured);
        for (Definition worker : plan.workers()) {
            check.jvm(worker);
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

    /** Flags of a JVM reach no other program. */
    private void jvm(Definition worker) {
        String program = worker.command().isEmpty() ? "" : worker.command().get(0);
        boolean auto = worker.settings().get(Key.JVM).orElse("auto").equals("auto");
        if (!auto || program.substring(program.lastIndexOf('/') + 1).equals("java")) {
            return;
        }
        for (Key key : List.of(Key.EVIDENCE_HEAP_DUMP, Key.EVIDENCE_FLIGHT_RECORDING)) {
            if (worker.settings().get(key).orElse("false").equals("true")) {
                add(
                        worker.name(),
                        key.label(),
                        key.label()
                                + " is for JVMs, and its program is not called java; set jvm = true"
                                + " if it is one all the same");
            }
        }
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
            int count = worker.instances().isEmpty() ? 1 : instances.applyAsInt(worker);
            units = Math.addExact(units, count);
            if (units > MOST_UNITS) {
                add(
                        worker.name(),
                        Key.INSTANCES.label(),
                        "more than " + MOST_UNITS + " workers and instances");
                return;
            }
            worker.units(count).stream()
                    .flatMap(id -> shared(worker, id, writers).stream())
                    .limit(1)
                    .forEach(found::add);
        }
    }

    /** What is wrong with the files of one unit, the output's first. */
    private List<Conflict> shared(Definition worker, WorkerId id, Map<String, WorkerId> writers) {
        Placeholders placeholders = new Placeholders(id);
        Settings settings = worker.settings();
        Optional<String> output =
                settings.get(Key.LOG_FILE)
                        .map(placeholders::fill)
                        .or(() -> plan.logs().map(logs -> logs.resolve(id + ".log").toString()));
        Optional<String> errors = settings.get(Key.LOG_ERROR_FILE).map(placeholders::fill);
        List<Conflict> conflicts = new ArrayList<>();
        output.flatMap(file -> shared(file, id, writers))
                .ifPresent(why -> conflicts.add(conflict(worker, Key.LOG_FILE, why)));
        boolean same = errors.isPresent() && errors.equals(output);
        if (same && !isDevice(errors.get())) {
            String why = "log.error_file is where its output goes as well; leave it out";
            conflicts.add(conflict(worker, Key.LOG_ERROR_FILE, why));
        } else {
            errors.flatMap(file -> shared(file, id, writers))
                    .ifPresent(why -> conflicts.add(conflict(worker, Key.LOG_ERROR_FILE, why)));
        }
        return conflicts;
    }

    private static Conflict conflict(Definition worker, Key key, String why) {
        return new Conflict(worker.name(), key.label(), why);
    }

    private static boolean isDevice(String file) {
        return file.startsWith("/dev/");
    }

    private static Optional<String> shared(
            String file, WorkerId id, Map<String, WorkerId> writers) {
        WorkerId other = isDevice(file) ? null : writers.putIfAbsent(file, id);
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
                        + file
                        + (instances ? "; put {instance} in its name" : "; give each its own"));
    }
}
