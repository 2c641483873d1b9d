package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client waits for: that units have come to where it wants them. Each is told as soon as it
 * is there, or is seen not to get there; the operation is over after the last. What was asked for
 * goes on whether or not anybody waits.
 */
final class Operation {
    private final Replies replies;
    private final StartGate gate;
    private final Clock clock;
    private final long deadline;
    private final Map<WorkerUnit, Goal> goals = new LinkedHashMap<>();
    private boolean allWell = true;

    /**
     * @param deadline monotonic nanoseconds, {@link Long#MAX_VALUE} for none
     */
    Operation(Replies replies, StartGate gate, Clock clock, long deadline) {
        this.replies = replies;
        this.gate = gate;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** Waits until these have stopped. */
    Operation stopping(Iterable<WorkerUnit> units) {
        units.forEach(unit -> goals.put(unit, Goal.stopped()));
        return this;
    }

    /** Waits until these run; to be called before they are told to. */
    Operation starting(Iterable<WorkerUnit> units) {
        units.forEach(unit -> goals.put(unit, Goal.running(unit)));
        return this;
    }

    /** The same of units that were told to start just now. */
    Operation begun(Iterable<WorkerUnit> units) {
        units.forEach(unit -> goals.put(unit, Goal.begun(unit)));
        return this;
    }

    /** The same, but of a generation that is not there yet. */
    Operation restarting(Iterable<WorkerUnit> units) {
        units.forEach(unit -> goals.put(unit, Goal.runningAnew(unit)));
        return this;
    }

    /** Tells of those that have arrived, and whether there is nobody left to wait for. */
    boolean look() {
        boolean late = deadline != Long.MAX_VALUE && clock.nanos() - deadline >= 0;
        Iterator<Map.Entry<WorkerUnit, Goal>> left = goals.entrySet().iterator();
        while (left.hasNext()) {
            Map.Entry<WorkerUnit, Goal> entry = left.next();
            Optional<Result> result = entry.getValue().result(entry.getKey(), gate, clock.nanos());
            if (result.isEmpty() && late) {
                result = Optional.of(Result.late(entry.getKey()));
            }
            if (result.isPresent()) {
                left.remove();
                tell(entry.getKey(), result.get());
            }
        }
        return goals.isEmpty();
    }

    /** Whether all got where they were wanted so far. */
    boolean isWell() {
        return allWell;
    }

    /** Whether a client still waits for it. */
    boolean isAwaited() {
        return replies.isOpen();
    }

    /** When it must be looked at again, though nothing happens. */
    long wakeAt() {
        return deadline;
    }

    /** Ends it at once, for a client that does not wait. */
    void leave(List<WorkerUnit> units) {
        units.forEach(unit -> tell(unit, Result.asked()));
        finish();
    }

    /** Says of units that they were left alone. */
    void leaveAlone(List<WorkerUnit> units) {
        units.forEach(unit -> tell(unit, Result.leftAlone()));
    }

    /** The last word. */
    void finish() {
        replies.last(Protocol.done(allWell));
    }

    private void tell(WorkerUnit unit, Result result) {
        allWell &= result.ok();
        replies.part(result.toJson(unit));
    }
}
