package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.runtime.RollingRestart.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The operations that clients wait for. */
final class Operations {
    private final OrderedStops stops;
    private final StartGate gate;
    private final Clock clock;
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(Operation operation, Supplier<Progress> look) {}

    Operations(OrderedStops stops, StartGate gate, Clock clock) {
        this.stops = stops;
        this.gate = gate;
        this.clock = clock;
    }

    /** A new one; it is followed from {@link #await} on. */
    Operation begin(Replies replies, long deadline) {
        return new Operation(replies, gate, clock, deadline);
    }

    void await(Operation operation) {
        // Nothing is changed by waiting, so nobody waits for a client that has left.
        pending.add(
                new Pending(
                        operation,
                        () ->
                                operation.look() || !operation.isAwaited()
                                        ? Progress.OVER
                                        : Progress.NONE));
    }

    /**
     * @param wanted whether a unit is still to be restarted when its turn comes
     */
    void roll(Operation operation, Predicate<WorkerUnit> wanted, Collection<WorkerUnit> units) {
        RollingRestart rolling = new RollingRestart(operation, stops, wanted, units);
        pending.add(new Pending(operation, rolling::look));
    }

    /**
     * Tells what has come about.
     *
     * @return whether that set something else in motion
     */
    boolean look() {
        boolean moved = false;
        for (Pending one : List.copyOf(pending)) {
            Progress progress = one.look().get();
            moved |= progress == Progress.NEXT;
            if (progress == Progress.OVER) {
                pending.remove(one);
                one.operation().finish();
            }
        }
        return moved;
    }

    long wakeAt() {
        long wake = Long.MAX_VALUE;
        for (Pending one : pending) {
            wake = Math.min(wake, one.operation().wakeAt());
        }
        return wake;
    }
}
