package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Who may start now: a worker whose dependencies are ready, at most so many a second. Those who may
 * not are let in, first come first, as soon as they may.
 */
final class StartGate {
    private final Roster roster;
    private final OrderedStops stops;
    private final Surroundings around;
    private final Set<WorkerUnit> waiting = new LinkedHashSet<>();
    private final Map<WorkerUnit, String> doubted = new HashMap<>();
    private long nanosBetweenStarts;
    private long nextTurn;

    StartGate(Roster roster, OrderedStops stops, Surroundings around) {
        this.roster = roster;
        this.stops = stops;
        this.around = around;
        this.nextTurn = around.clock().nanos();
    }

    /**
     * @param startsPerSecond empty for no limit
     */
    void limit(OptionalDouble startsPerSecond) {
        nanosBetweenStarts =
                startsPerSecond.isPresent() ? (long) (1e9 / startsPerSecond.getAsDouble()) : 0;
    }

    /** Keeps a unit from starting while these processes live, which may be it. */
    void doubt(WorkerUnit unit, String processes) {
        doubted.put(unit, processes);
    }

    /** The processes that it was doubted for are gone. */
    void trust(WorkerUnit unit) {
        doubted.remove(unit);
    }

    /** Whether somebody wants it stopped, or stopped and started again. */
    boolean isToStop(WorkerUnit unit) {
        return stops.isPending(unit);
    }

    boolean isDoubted(WorkerUnit unit) {
        return doubted.containsKey(unit);
    }

    /** Whether it may start at once; if not, it is told later by {@code MayStart}. */
    boolean admits(WorkerUnit unit) {
        List<String> missing = missing(unit);
        boolean othersFirst = nanosBetweenStarts > 0 && !waiting.isEmpty();
        if (missing.isEmpty() && !othersFirst && takesTurn()) {
            return true;
        }
        if (waiting.add(unit)) {
            around.journal().waiting(unit, missing.isEmpty() ? List.of("its turn") : missing);
        }
        return false;
    }

    /** Lets in those for whom nothing has to be first any more. */
    void look() {
        if (waiting.isEmpty()) {
            return;
        }
        for (WorkerUnit unit : List.copyOf(waiting)) {
            if (unit.snapshot().state() != State.WAITING) {
                waiting.remove(unit);
            } else if (missing(unit).isEmpty()) {
                if (!takesTurn()) {
                    return;
                }
                waiting.remove(unit);
                unit.handle(new Event.MayStart());
            }
        }
    }

    /** When the next turn comes, monotonic nanoseconds; never if nobody waits for one. */
    long wakeAt() {
        boolean anybody =
                nanosBetweenStarts > 0
                        && waiting.stream().anyMatch(unit -> missing(unit).isEmpty());
        return anybody ? nextTurn : Long.MAX_VALUE;
    }

    /** What it waits for, such as {@code db (BACKOFF)}; empty if it does not wait. */
    List<String> reasons(WorkerUnit unit) {
        if (unit.snapshot().state() != State.WAITING) {
            return List.of();
        }
        List<String> missing = missing(unit);
        return missing.isEmpty() ? List.of("its turn") : missing;
    }

    /** The units that it waits for. */
    List<WorkerUnit> blockers(WorkerUnit unit) {
        List<WorkerUnit> blockers = new ArrayList<>();
        for (WorkerUnit before : roster.dependencies(unit)) {
            if (!Roster.isReady(before) || stops.isPending(before)) {
                blockers.add(before);
            }
        }
        return blockers;
    }

    private List<String> missing(WorkerUnit unit) {
        List<String> missing = new ArrayList<>();
        String doubt = doubted.get(unit);
        if (doubt != null) {
            missing.add(doubt + ", which may be it, to end");
        }
        if (stops.isPending(unit)) {
            missing.add("those that come after it to stop");
        }
        for (WorkerUnit before : blockers(unit)) {
            missing.add(before.name() + " (" + before.snapshot().state() + ")");
        }
        return missing;
    }

    private boolean takesTurn() {
        long now = around.clock().nanos();
        if (nanosBetweenStarts == 0) {
            return true;
        }
        if (now - nextTurn < 0) {
            return false;
        }
        nextTurn = now + nanosBetweenStarts;
        return true;
    }
}
