package io.ottugi.supervisor.runtime;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Restarts units one by one, each up before the next, and at last those that are restarted with
 * them; ends when one does not come up. Who is wanted otherwise meanwhile is left alone.
 */
final class RollingRestart {
    private final Operation operation;
    private final OrderedStops stops;
    private final Predicate<WorkerUnit> wanted;
    private final Deque<List<WorkerUnit>> left = new ArrayDeque<>();

    /**
     * @param wanted whether a unit is still to be restarted when its turn comes
     */
    RollingRestart(
            Operation operation,
            OrderedStops stops,
            Predicate<WorkerUnit> wanted,
            Collection<WorkerUnit> units) {
        this.operation = operation;
        this.stops = stops;
        this.wanted = wanted;
        Set<WorkerUnit> with = new LinkedHashSet<>();
        for (WorkerUnit unit : units) {
            left.add(List.of(unit));
            with.addAll(stops.restartedWith(unit));
        }
        with.removeAll(new LinkedHashSet<>(units));
        left.add(List.copyOf(with));
        next();
    }

    /** What came of the step that is under way. */
    enum Progress {
        NONE,
        NEXT,
        OVER
    }

    Progress look() {
        if (!operation.look()) {
            return Progress.NONE;
        }
        if (!operation.isWell()) {
            left.forEach(operation::leaveAlone);
            return Progress.OVER;
        }
        if (left.isEmpty()) {
            return Progress.OVER;
        }
        next();
        return Progress.NEXT;
    }

    private void next() {
        List<WorkerUnit> step = left.remove().stream().filter(wanted).toList();
        operation.restarting(step);
        stops.add(step, OrderedStops.Then.RESTART);
    }
}
