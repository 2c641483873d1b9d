package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Desired;
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
 * Starts the units whose dependencies are ready, first come first: at most so many a second, and
 * for a bounded time in each turn of the loop, since a start takes some milliseconds.
 */
final class StartGate {
    /** How long one look starts units while no command waits; one is started in any case. */
    private static final long LOOK_NANOS = 20_000_000;

    private final Roster roster;
    private final OrderedStops stops;
    private final Surroundings around;
    private final Set<WorkerUnit> waiting = new LinkedHashSet<>();
    private final Map<WorkerUnit, String> doubted = new HashMap<>();
    private long nanosBetweenStarts;
    private long nextTurn;
    private boolean closed;

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
        long now = around.clock().nanos();
        nanosBetweenStarts =
                startsPerSecond.isPresent() ? (long) (1e9 / startsPerSecond.getAsDouble()) : 0;
        nextTurn = Math.min(nextTurn - now, nanosBetweenStarts) + now;
    }

    /** Keeps a unit from starting while these processes live, which may be it. */
    void doubt(WorkerUnit unit, String processes) {
        doubted.put(unit, processes);
    }

    /** The processes that it was doubted for are gone. */
    void trust(WorkerUnit unit) {
        doubted.remove(unit);
    }

    /** A unit is no more. */
    void forget(WorkerUnit unit) {
        doubted.remove(unit);
        waiting.remove(unit);
    }

    /** Whether somebody wants it stopped, or stopped and started again. */
    boolean isToStop(WorkerUnit unit) {
        return stops.isPending(unit);
    }

    /** What is wanted of it in the end. */
    Desired wanted(WorkerUnit unit) {
        return stops.wanted(unit);
    }

    boolean isDoubted(WorkerUnit unit) {
        return doubted.containsKey(unit);
    }

    /** Starts nothing from now on. */
    void close() {
        closed = true;
    }

    /** Puts it in line; it is told by {@code MayStart} at a look. */
    void ask(WorkerUnit unit) {
        boolean othersFirst = !waiting.isEmpty() || around.clock().nanos() - nextTurn < 0;
        if (!waiting.add(unit)) {
            return;
        }
        List<String> missing = toComeFirst(unit);
        if (!missing.isEmpty() || (nanosBetweenStarts > 0 && othersFirst)) {
            around.journal().waiting(unit, missing.isEmpty() ? List.of("its turn") : missing);
        }
    }

    /** Starts those for whom nothing has to be first any more. */
    void look() {
        long end = around.clock().nanos() + LOOK_NANOS;
        for (WorkerUnit unit : List.copyOf(waiting)) {
            if (unit.snapshot().state() != State.WAITING) {
                waiting.remove(unit);
            } else if (toComeFirst(unit).isEmpty() && isPrepared(unit)) {
                if (closed || !takesTurn()) {
                    return;
                }
                waiting.remove(unit);
                unit.handle(new Event.MayStart());
                if (around.clock().nanos() - end >= 0 || around.inbox().hasCommand()) {
                    return;
                }
            }
        }
    }

    /** If not, the loop hears of it when it is. */
    private boolean isPrepared(WorkerUnit unit) {
        boolean prepared = around.starter().isPrepared(unit.spec());
        if (!prepared) {
            around.starter()
                    .prepare(unit.spec(), () -> around.inbox().post(new Message.Later(() -> {})));
        }
        return prepared;
    }

    /** When the next can be started, monotonic nanoseconds; never if nobody waits for that. */
    long wakeAt() {
        boolean anybody = !closed && waiting.stream().anyMatch(this::isNext);
        return anybody ? nextTurn : Long.MAX_VALUE;
    }

    private boolean isNext(WorkerUnit unit) {
        return unit.snapshot().state() == State.WAITING && missing(unit).isEmpty();
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
        List<String> missing = toComeFirst(unit);
        if (missing.isEmpty() && !around.starter().isPrepared(unit.spec())) {
            missing.add("its user to be looked up");
        }
        return missing;
    }

    private List<String> toComeFirst(WorkerUnit unit) {
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
