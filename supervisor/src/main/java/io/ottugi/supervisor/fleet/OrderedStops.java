package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stops and restarts of several units at once: dependents are stopped before what they come after,
 * and all that may stop together does.
 */
final class OrderedStops {
    private final Registry<?> registry;
    private final DesiredStates desired;
    private final Map<Unit, Task> tasks = new LinkedHashMap<>();
    private boolean leaving;

    /** The task of one unit to end; its desired state says what comes after that. */
    private static final class Task {
        private final boolean automatic;
        private final long generation;
        private boolean told;

        Task(boolean automatic, long generation) {
            this.automatic = automatic;
            this.generation = generation;
        }
    }

    OrderedStops(Registry<?> registry, DesiredStates desired) {
        this.registry = registry;
        this.desired = desired;
    }

    /**
     * Ends what runs of units; those that are desired up are started anew then. The first of them
     * are told at the next {@link #advance}. A later task of a unit replaces an earlier one.
     */
    void add(Collection<? extends Unit> units) {
        units.forEach(unit -> add(unit, false));
    }

    private void add(Unit unit, boolean automatic) {
        tasks.put(unit, new Task(automatic, unit.snapshot().generation()));
    }

    /** Stops all units from now on. */
    void stopAll() {
        leaving = true;
        add(registry.all());
    }

    /** Restarts the units that are restarted with a fallen one; the gate holds them until then. */
    void restartWith(Unit fallen) {
        for (Unit unit : restartedWith(fallen)) {
            if (!isPending(unit)) {
                add(unit, true);
            }
        }
    }

    /** The units that run and are restarted when this one is, by way of others too. */
    Set<Unit> restartedWith(Unit unit) {
        Set<Unit> found = new LinkedHashSet<>();
        Deque<Unit> left = new ArrayDeque<>(List.of(unit));
        while (!left.isEmpty()) {
            for (Unit dependent : registry.dependents(left.pop())) {
                if (isRestartedWithOthers(dependent) && found.add(dependent)) {
                    left.push(dependent);
                }
            }
        }
        return found;
    }

    private boolean isRestartedWithOthers(Unit unit) {
        return unit.spec().order().restartWith()
                && unit.snapshot().state().mayHaveProcesses()
                && desired.isUp(unit);
    }

    /** Drops the task of a unit, which needs not end any more. */
    void cancel(Unit unit) {
        tasks.remove(unit);
    }

    /** Tells whether a unit is yet to be stopped, or on its way down. */
    boolean isPending(Unit unit) {
        Task task = tasks.get(unit);
        return task != null && !isDone(unit, task);
    }

    /** Tells the units whose turn has come, until it is nobody's turn. */
    void advance() {
        if (leaving) {
            add(registry.all().stream().filter(this::hasNoTask).toList());
        }
        boolean moved = !tasks.isEmpty();
        while (moved) {
            tasks.entrySet().removeIf(entry -> isDone(entry.getKey(), entry.getValue()));
            moved = false;
            for (Map.Entry<Unit, Task> entry : List.copyOf(tasks.entrySet())) {
                if (!entry.getValue().told && isItsTurn(entry.getKey())) {
                    entry.getValue().told = true;
                    entry.getKey().handle(event(entry.getKey(), entry.getValue()));
                    moved = true;
                }
            }
        }
    }

    private boolean hasNoTask(Unit unit) {
        return unit.snapshot().state() != State.STOPPED && !tasks.containsKey(unit);
    }

    private Event event(Unit unit, Task task) {
        if (!desired.isUp(unit)) {
            return new Event.Stop();
        }
        return task.automatic ? new Event.RestartWith() : new Event.Restart();
    }

    private static boolean isDone(Unit unit, Task task) {
        return task.told
                && (!unit.snapshot().state().mayHaveProcesses()
                        || unit.snapshot().generation() > task.generation);
    }

    private boolean isItsTurn(Unit unit) {
        return !unit.snapshot().state().mayHaveProcesses() || !anyAfterIsPending(unit);
    }

    private boolean anyAfterIsPending(Unit unit) {
        Set<Unit> seen = new HashSet<>();
        Deque<Unit> left = new ArrayDeque<>(registry.dependents(unit));
        while (!left.isEmpty()) {
            Unit dependent = left.pop();
            if (seen.add(dependent)) {
                if (isUpAndPending(dependent)) {
                    return true;
                }
                registry.dependents(dependent).forEach(left::push);
            }
        }
        return false;
    }

    private boolean isUpAndPending(Unit unit) {
        return isPending(unit) && unit.snapshot().state().mayHaveProcesses();
    }
}
