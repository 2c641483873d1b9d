package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.WorkerSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All units by name, in the order of the configuration, and which of them comes after which.
 *
 * @param <U> the type of units
 */
public final class Registry<U extends Unit> {
    private Map<String, U> units = new LinkedHashMap<>();
    private final Set<U> removed = new LinkedHashSet<>();
    private final Map<String, List<U>> byWorker = new HashMap<>();
    private final Map<String, List<U>> dependents = new HashMap<>();

    /** All units, removed ones that have not stopped yet among them. */
    public Collection<U> all() {
        return units.values();
    }

    Set<String> names() {
        return Set.copyOf(units.keySet());
    }

    public @Nullable U find(String name) {
        return units.get(name);
    }

    void add(U unit) {
        units.put(unit.name(), unit);
        index();
    }

    void addAll(Collection<U> some) {
        some.forEach(unit -> units.put(unit.name(), unit));
        index();
    }

    /** The unit is in the plan no more; it stays until it has stopped. */
    void markRemoved(U unit) {
        removed.add(unit);
    }

    /** The unit is in the plan, again or still. */
    void markPlanned(U unit) {
        removed.remove(unit);
    }

    /** The units that are in the plan no more. */
    Set<U> removed() {
        return removed;
    }

    boolean isPlanned(Unit unit) {
        return units.get(unit.name()) == unit && !removed.contains(unit);
    }

    void delete(U unit) {
        removed.remove(unit);
        units.remove(unit.name());
        index();
    }

    /** Puts units into this order; those that are not named come last. */
    void reorder(List<String> names) {
        Map<String, U> ordered = new LinkedHashMap<>();
        for (String name : names) {
            U unit = units.remove(name);
            if (unit != null) {
                ordered.put(name, unit);
            }
        }
        ordered.putAll(units);
        units = ordered;
        index();
    }

    /** Builds the graph of dependencies anew; to be called when a specification has changed. */
    private void index() {
        byWorker.clear();
        dependents.clear();
        for (U unit : units.values()) {
            WorkerSpec spec = unit.spec();
            byWorker.computeIfAbsent(spec.id().worker(), none -> new ArrayList<>()).add(unit);
            for (String before : spec.order().after()) {
                dependents.computeIfAbsent(before, none -> new ArrayList<>()).add(unit);
            }
        }
    }

    /** The units that a unit comes after, directly. */
    List<U> dependencies(Unit unit) {
        List<U> found = new ArrayList<>();
        for (String worker : unit.spec().order().after()) {
            found.addAll(byWorker.getOrDefault(worker, List.of()));
        }
        return found;
    }

    /** The units that come after a unit, directly. */
    List<U> dependents(Unit unit) {
        return dependents.getOrDefault(unit.spec().id().worker(), List.of());
    }
}
