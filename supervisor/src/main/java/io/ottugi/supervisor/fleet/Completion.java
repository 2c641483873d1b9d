package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells when no unit runs and none will be started by itself any more: each has ended and its
 * policy says not again, or is given up for good, or waits for one of those. A unit that somebody
 * has stopped is there to be started again, and so is one that is tried again when a file changes.
 */
final class Completion {
    private final Registry<?> registry;
    private final OrderedStops stops;

    Completion(Registry<?> registry, OrderedStops stops) {
        this.registry = registry;
        this.stops = stops;
    }

    /**
     * The unit whose end decides the supervisor's exit code: the first that failed, else the first
     * that did not exit with 0, else the first.
     *
     * @return empty as long as anything is left
     */
    Optional<Unit> decidingUnit() {
        Collection<? extends Unit> all = registry.all();
        if (!isAllOver(all)) {
            return Optional.empty();
        }
        return first(all, unit -> isOver(unit) && !unit.hasEndedWell())
                .or(() -> first(all, unit -> exitCode(unit) != 0))
                .or(() -> first(all, Completion::isOver));
    }

    private static Optional<Unit> first(Collection<? extends Unit> all, Predicate<Unit> which) {
        for (Unit unit : all) {
            if (which.test(unit)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** Returns the exit code of a unit's last fall, 0 if it never fell. */
    static int exitCode(Unit unit) {
        Fall fall = unit.snapshot().lastFall();
        return isOver(unit) && fall != null ? fall.exitCode() : 0;
    }

    private static boolean isOver(Unit unit) {
        Snapshot snapshot = unit.snapshot();
        boolean givenUpForGood =
                snapshot.state() == State.FAILED
                        && snapshot.givenUp() == GivenUp.LIMIT
                        && snapshot.due() == null;
        return snapshot.state() == State.EXITED || givenUpForGood;
    }

    /** From the last unit that is over, what waits for it is looked at in turn. */
    private boolean isAllOver(Collection<? extends Unit> all) {
        Set<Unit> over = new HashSet<>();
        for (Unit unit : all) {
            switch (unit.snapshot().state()) {
                case EXITED, FAILED -> addIf(isOver(unit), unit, over);
                case STOPPED -> addIf(!unit.spec().autostart(), unit, over);
                case WAITING -> {}
                case STARTING, RUNNING, STOPPING, BACKOFF -> {
                    return false;
                }
            }
        }
        Deque<Unit> hopeless = new ArrayDeque<>(over);
        while (!hopeless.isEmpty()) {
            Unit before = hopeless.pop();
            for (Unit unit : registry.dependents(before)) {
                boolean waits = unit.snapshot().state() == State.WAITING;
                if (waits && !before.isReady() && over.add(unit)) {
                    hopeless.push(unit);
                }
            }
        }
        return over.containsAll(all) && all.stream().noneMatch(stops::isPending);
    }

    private static void addIf(boolean isOver, Unit unit, Set<Unit> over) {
        if (isOver) {
            over.add(unit);
        }
    }
}
