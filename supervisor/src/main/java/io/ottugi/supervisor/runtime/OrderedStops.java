package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stops and restarts of several units at once: who comes after another is stopped before it, and
 * all that may stop together does.
 */
final class OrderedStops {
    private final Roster roster;
    private final Map<WorkerUnit, Task> tasks = new LinkedHashMap<>();
    private boolean leaving;

    /** What becomes of a unit when its turn has come. */
    enum Then {
        STOP,
        RESTART,
        /** Another fell that it is restarted with. */
        RESTART_WITH
    }

    private static final class Task {
        private final Then then;
        private final long generation;
        private boolean told;

        Task(Then then, long generation) {
            this.then = then;
            this.generation = generation;
        }
    }

    OrderedStops(Roster roster) {
        this.roster = roster;
    }

    /**
     * Adds units; the first of them are told at the next look. A later wish replaces an earlier.
     */
    void add(Collection<WorkerUnit> units, Then then) {
        for (WorkerUnit unit : units) {
            tasks.put(unit, new Task(leaving ? Then.STOP : then, unit.snapshot().generation()));
        }
    }

    /** Stops all from now on, whatever else was or is wished. */
    void leave() {
        leaving = true;
        add(roster.all(), Then.STOP);
    }

    /** Restarts those that are restarted with it; the gate holds them until it is back. */
    void restartWith(WorkerUnit fallen) {
        add(
                restartedWith(fallen).stream().filter(unit -> !isPending(unit)).toList(),
                Then.RESTART_WITH);
    }

    /** Those that are restarted when a unit is, but those that somebody wants stopped. */
    List<WorkerUnit> restartedWith(WorkerUnit unit) {
        return roster.restartedWith(unit).stream()
                .filter(other -> wanted(other) == Desired.UP)
                .toList();
    }

    /** Forgets a unit, since somebody wants something else of it now. */
    void cancel(WorkerUnit unit) {
        if (!leaving) {
            tasks.remove(unit);
        }
    }

    /** Whether it is yet to be stopped, or on its way down. */
    boolean isPending(WorkerUnit unit) {
        Task task = tasks.get(unit);
        return task != null && !isDone(unit, task);
    }

    /**
     * Returns what is wanted of a unit in the end: what it is told when its turn comes, else what
     * it was told last. The snapshot alone knows nothing of a stop whose turn has not come.
     */
    Desired wanted(WorkerUnit unit) {
        Task task = tasks.get(unit);
        if (task == null || isDone(unit, task)) {
            return unit.snapshot().desired();
        }
        return task.then == Then.STOP ? Desired.DOWN : Desired.UP;
    }

    /** Tells those whose turn has come, until nobody's is left. */
    void look() {
        if (leaving) {
            add(roster.all().stream().filter(this::isForgotten).toList(), Then.STOP);
        }
        boolean moved = !tasks.isEmpty();
        while (moved) {
            tasks.entrySet().removeIf(entry -> isDone(entry.getKey(), entry.getValue()));
            moved = false;
            for (Map.Entry<WorkerUnit, Task> entry : List.copyOf(tasks.entrySet())) {
                if (!entry.getValue().told && isItsTurn(entry.getKey())) {
                    entry.getValue().told = true;
                    entry.getKey().handle(event(entry.getValue().then));
                    moved = true;
                }
            }
        }
    }

    private boolean isForgotten(WorkerUnit unit) {
        return unit.snapshot().state() != State.STOPPED && !tasks.containsKey(unit);
    }

    private static Event event(Then then) {
        return switch (then) {
            case STOP -> new Event.Stop();
            case RESTART -> new Event.Restart();
            case RESTART_WITH -> new Event.RestartWith();
        };
    }

    private static boolean isDone(WorkerUnit unit, Task task) {
        return task.told
                && (!unit.snapshot().state().mayHaveProcesses()
                        || unit.snapshot().generation() > task.generation);
    }

    private boolean isItsTurn(WorkerUnit unit) {
        return !unit.snapshot().state().mayHaveProcesses() || !anyAfterIsPending(unit);
    }

    private boolean anyAfterIsPending(WorkerUnit unit) {
        Set<WorkerUnit> seen = new HashSet<>();
        Deque<WorkerUnit> left = new ArrayDeque<>(roster.dependents(unit));
        while (!left.isEmpty()) {
            WorkerUnit dependent = left.pop();
            if (seen.add(dependent)) {
                if (isUpAndPending(dependent)) {
                    return true;
                }
                roster.dependents(dependent).forEach(left::push);
            }
        }
        return false;
    }

    private boolean isUpAndPending(WorkerUnit unit) {
        return isPending(unit) && unit.snapshot().state().mayHaveProcesses();
    }
}
