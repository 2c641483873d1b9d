package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All units by name, in the order of the configuration, and who comes after whom. */
final class Roster {
    private Map<String, WorkerUnit> units = new LinkedHashMap<>();
    private final Set<WorkerUnit> retiring = new LinkedHashSet<>();
    private final Map<String, List<WorkerUnit>> byWorker = new HashMap<>();
    private final Map<String, List<WorkerUnit>> dependents = new HashMap<>();

    Collection<WorkerUnit> all() {
        return units.values();
    }

    Set<String> names() {
        return Set.copyOf(units.keySet());
    }

    @Nullable WorkerUnit find(String name) {
        return units.get(name);
    }

    void add(WorkerUnit unit) {
        units.put(unit.name(), unit);
        index();
    }

    void addAll(Collection<WorkerUnit> some) {
        some.forEach(unit -> units.put(unit.name(), unit));
        index();
    }

    /** It is in the plan no more, and stays only until it has stopped. */
    void retire(WorkerUnit unit) {
        retiring.add(unit);
    }

    /**
     * It is in the plan again.
     *
     * @return whether it was not
     */
    boolean reinstate(WorkerUnit unit) {
        return retiring.remove(unit);
    }

    Set<WorkerUnit> retiring() {
        return retiring;
    }

    /** Whether it is there to stay. */
    boolean isPlanned(WorkerUnit unit) {
        return units.get(unit.name()) == unit && !retiring.contains(unit);
    }

    void remove(WorkerUnit unit) {
        retiring.remove(unit);
        units.remove(unit.name());
        index();
    }

    /** Puts units into this order; those that are not named come last. */
    void reorder(List<String> names) {
        Map<String, WorkerUnit> ordered = new LinkedHashMap<>();
        for (String name : names) {
            WorkerUnit unit = units.remove(name);
            if (unit != null) {
                ordered.put(name, unit);
            }
        }
        ordered.putAll(units);
        units = ordered;
        index();
    }

    /** To be called when a spec has changed. */
    void index() {
        byWorker.clear();
        dependents.clear();
        for (WorkerUnit unit : units.values()) {
            WorkerSpec spec = unit.spec();
            byWorker.computeIfAbsent(spec.id().worker(), none -> new ArrayList<>()).add(unit);
            for (String before : spec.order().after()) {
                dependents.computeIfAbsent(before, none -> new ArrayList<>()).add(unit);
            }
        }
    }

    /** The units that it comes after, directly. */
    List<WorkerUnit> dependencies(WorkerUnit unit) {
        List<WorkerUnit> found = new ArrayList<>();
        for (String worker : unit.spec().order().after()) {
            found.addAll(byWorker.getOrDefault(worker, List.of()));
        }
        return found;
    }

    /** The units that come after it, directly. */
    List<WorkerUnit> dependents(WorkerUnit unit) {
        return dependents.getOrDefault(unit.spec().id().worker(), List.of());
    }

    /** Those that run and are to be restarted when this one is, by way of others too. */
    Set<WorkerUnit> restartedWith(WorkerUnit unit) {
        Set<WorkerUnit> found = new LinkedHashSet<>();
        Deque<WorkerUnit> left = new ArrayDeque<>(List.of(unit));
        while (!left.isEmpty()) {
            for (WorkerUnit dependent : dependents(left.pop())) {
                if (isPlanned(dependent)
                        && isRestartedWithOthers(dependent)
                        && found.add(dependent)) {
                    left.push(dependent);
                }
            }
        }
        return found;
    }

    private static boolean isRestartedWithOthers(WorkerUnit unit) {
        return unit.spec().order().restartWith()
                && unit.snapshot().state().mayHaveProcesses()
                && unit.snapshot().desired() == Desired.UP;
    }

    /** Whether what comes after it may start: it runs, or is done and did well. */
    static boolean isReady(WorkerUnit unit) {
        boolean runs = unit.snapshot().state() == State.RUNNING;
        return (runs && !unit.spec().order().oneshot()) || endedWell(unit);
    }

    /** Whether it ended by itself with success, and is not to be started again. */
    static boolean endedWell(WorkerUnit unit) {
        Fall fall = unit.snapshot().lastFall();
        return unit.snapshot().state() == State.EXITED
                && fall != null
                && unit.spec().lifecycle().restart().isSuccess(fall);
    }
}
