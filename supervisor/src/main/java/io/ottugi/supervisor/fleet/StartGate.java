package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Starts the units whose dependencies are ready, first come first: at most so many a second, and
 * only while the loop has time for it, since a start takes some milliseconds.
 */
final class StartGate {
    private final Registry<?> registry;
    private final OrderedStops stops;
    private final StartPreparation preparation;
    private final Set<Unit> waiting = new LinkedHashSet<>();
    private final Map<Unit, String> held = new HashMap<>();
    private long nanosBetweenStarts;
    private long nextTurn;
    private boolean closed;

    StartGate(Registry<?> registry, OrderedStops stops, StartPreparation preparation, long now) {
        this.registry = registry;
        this.stops = stops;
        this.preparation = preparation;
        this.nextTurn = now;
    }

    /**
     * Limits the rate of starts.
     *
     * @param startsPerSecond empty for no limit
     */
    void limitRate(OptionalDouble startsPerSecond, long now) {
        nanosBetweenStarts =
                startsPerSecond.isPresent() ? (long) (1e9 / startsPerSecond.getAsDouble()) : 0;
        nextTurn = Math.min(nextTurn - now, nanosBetweenStarts) + now;
    }

    /** Keeps a unit from starting while these processes live, which may be its own. */
    void hold(Unit unit, String processes) {
        held.put(unit, processes);
    }

    /** Returns the processes for which a unit is held; empty if it is not. */
    Optional<String> heldFor(Unit unit) {
        return Optional.ofNullable(held.get(unit));
    }

    /** The processes that a unit was held for are gone. */
    void release(Unit unit) {
        held.remove(unit);
    }

    /** Forgets a unit that is no more. */
    void forget(Unit unit) {
        held.remove(unit);
        waiting.remove(unit);
    }

    private boolean isHeld(Unit unit) {
        return held.containsKey(unit);
    }

    /** Starts nothing from now on. */
    void close() {
        closed = true;
    }

    /** Puts a unit in line; {@link #advance} answers it by {@code MayStart}. */
    void ask(Unit unit, long now) {
        boolean othersFirst = !waiting.isEmpty() || now - nextTurn < 0;
        if (!waiting.add(unit)) {
            return;
        }
        List<String> missing = missingBeforeTurn(unit);
        if (!missing.isEmpty() || (nanosBetweenStarts > 0 && othersFirst)) {
            preparation.waits(unit, missing.isEmpty() ? List.of("its turn") : missing);
        }
    }

    /**
     * Starts waiting units whose dependencies are ready.
     *
     * @param goesOn asked after each start; false ends it, and the rest is for the next turn
     */
    void advance(long now, BooleanSupplier goesOn) {
        for (Unit unit : List.copyOf(waiting)) {
            if (unit.snapshot().state() != State.WAITING) {
                waiting.remove(unit);
            } else if (missingBeforeTurn(unit).isEmpty() && prepare(unit)) {
                if (closed || !takesTurn(now)) {
                    return;
                }
                waiting.remove(unit);
                unit.handle(new Event.MayStart());
                if (!goesOn.getAsBoolean()) {
                    return;
                }
            }
        }
    }

    private boolean prepare(Unit unit) {
        boolean prepared = preparation.isPrepared(unit);
        if (!prepared) {
            preparation.prepare(unit);
        }
        return prepared;
    }

    /**
     * Returns the moment of the next possible start, monotonic nanoseconds; never if none waits.
     */
    long wakeAt() {
        boolean anybody = !closed && waiting.stream().anyMatch(this::isNext);
        return anybody ? nextTurn : Long.MAX_VALUE;
    }

    private boolean isNext(Unit unit) {
        return unit.snapshot().state() == State.WAITING && missing(unit).isEmpty();
    }

    /** Names the things that a unit waits for, such as {@code db (BACKOFF)}; empty if none. */
    List<String> reasons(Unit unit) {
        if (unit.snapshot().state() != State.WAITING) {
            return List.of();
        }
        List<String> missing = missing(unit);
        return missing.isEmpty() ? List.of("its turn") : missing;
    }

    /** The units that a unit waits for: not ready, or about to stop. */
    List<Unit> blockers(Unit unit) {
        List<Unit> blockers = new ArrayList<>();
        for (Unit before : registry.dependencies(unit)) {
            if (!before.isReady() || stops.isPending(before)) {
                blockers.add(before);
            }
        }
        return blockers;
    }

    /**
     * Tells whether a waiting unit waits for something that does not come by itself: processes that
     * may be its own, a unit that stays down, or one that waits for such a thing in turn.
     */
    boolean isBlockedForGood(Unit unit) {
        Set<Unit> seen = new HashSet<>(List.of(unit));
        Deque<Unit> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            Unit waits = left.pop();
            if (isHeld(waits)) {
                return true;
            }
            for (Unit before : blockers(waits)) {
                switch (before.snapshot().state()) {
                    case STOPPED, EXITED, FAILED -> {
                        return true;
                    }
                    case WAITING -> {
                        if (seen.add(before)) {
                            left.push(before);
                        }
                    }
                    case STARTING, RUNNING, STOPPING, BACKOFF -> {}
                }
            }
        }
        return false;
    }

    private List<String> missing(Unit unit) {
        List<String> missing = missingBeforeTurn(unit);
        if (missing.isEmpty() && !preparation.isPrepared(unit)) {
            missing.add("its user to be looked up");
        }
        return missing;
    }

    private List<String> missingBeforeTurn(Unit unit) {
        List<String> missing = new ArrayList<>();
        String processes = held.get(unit);
        if (processes != null) {
            missing.add(processes + ", which may be it, to end");
        }
        if (stops.isPending(unit)) {
            missing.add("those that come after it to stop");
        }
        for (Unit before : blockers(unit)) {
            missing.add(before.name() + " (" + before.snapshot().state() + ")");
        }
        return missing;
    }

    private boolean takesTurn(long now) {
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
