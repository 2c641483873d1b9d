package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.fleet.RollingRestart.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;

/** The operations that clients wait for. */
final class Operations {
    private final DesiredStates desired;
    private final OrderedStops stops;
    private final StartGate gate;
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(Operation operation, LongFunction<Progress> advance) {}

    Operations(DesiredStates desired, OrderedStops stops, StartGate gate) {
        this.desired = desired;
        this.stops = stops;
        this.gate = gate;
    }

    /** Makes an operation; it is followed from {@link #await} on. */
    Operation begin(Client client) {
        return new Operation(client, desired, stops, gate);
    }

    /** Follows an operation until it is over or its client has left: waiting changes nothing. */
    void await(Operation operation) {
        pending.add(
                new Pending(
                        operation,
                        now ->
                                operation.advance(now) || !operation.isAwaited()
                                        ? Progress.OVER
                                        : Progress.NONE));
    }

    /** Restarts units one after another. */
    void roll(
            Operation operation,
            RollingRestart.Steps steps,
            Collection<? extends Unit> units,
            long now) {
        RollingRestart rolling = new RollingRestart(operation, stops, steps, units, now);
        pending.add(new Pending(operation, rolling::advance));
    }

    /**
     * Tells clients what has come about.
     *
     * @return whether that set something else in motion
     */
    boolean advance(long now) {
        boolean moved = false;
        for (Pending one : List.copyOf(pending)) {
            Progress progress = one.advance().apply(now);
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
