package io.ottugi.supervisor.fleet;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Restarts units one by one, each up before the next, and at last those that are restarted with
 * them; ends when one does not come up. A unit that is wanted otherwise meanwhile is left alone.
 */
final class RollingRestart {
    private final Operation operation;
    private final OrderedStops stops;
    private final Steps steps;
    private final Set<Unit> named;
    private final Deque<List<Unit>> left = new ArrayDeque<>();

    /** Decides about each unit when its turn comes. */
    interface Steps {
        /** Tells whether a unit is still to be restarted. */
        boolean isToBeRestarted(Unit unit);

        /** Units that the operator named are about to be restarted. */
        void begins(List<Unit> units, long now);
    }

    RollingRestart(
            Operation operation,
            OrderedStops stops,
            Steps steps,
            Collection<? extends Unit> units,
            long now) {
        this.operation = operation;
        this.stops = stops;
        this.steps = steps;
        this.named = new LinkedHashSet<>(units);
        Set<Unit> with = new LinkedHashSet<>();
        for (Unit unit : units) {
            left.add(List.of(unit));
            with.addAll(stops.restartedWith(unit));
        }
        with.removeAll(named);
        left.add(List.copyOf(with));
        next(now);
    }

    /** The result of the step that is under way. */
    enum Progress {
        NONE,
        NEXT,
        OVER
    }

    Progress advance(long now) {
        if (!operation.advance(now)) {
            return Progress.NONE;
        }
        if (!operation.isWell()) {
            left.forEach(operation::leaveAlone);
            return Progress.OVER;
        }
        if (left.isEmpty()) {
            return Progress.OVER;
        }
        next(now);
        return Progress.NEXT;
    }

    private void next(long now) {
        List<Unit> step = left.remove().stream().filter(steps::isToBeRestarted).toList();
        steps.begins(step.stream().filter(named::contains).toList(), now);
        operation.restarting(step);
        stops.add(step);
    }
}
