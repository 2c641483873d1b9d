package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.util.Optional;

/**
 * Where a unit is wanted.
 *
 * @param up whether it is to run
 * @param generation the least that counts
 * @param already whether that ran before anybody asked
 */
record Goal(boolean up, long generation, boolean already) {
    static Goal stopped() {
        return new Goal(false, 0, false);
    }

    static Goal running(WorkerUnit unit) {
        Snapshot snapshot = unit.snapshot();
        boolean already = snapshot.state() == State.RUNNING;
        boolean begun = already || snapshot.state() == State.STARTING;
        return new Goal(true, snapshot.generation() + (begun ? 0 : 1), already);
    }

    static Goal begun(WorkerUnit unit) {
        Snapshot snapshot = unit.snapshot();
        boolean waits = snapshot.state() == State.WAITING;
        return new Goal(true, snapshot.generation() + (waits ? 1 : 0), false);
    }

    static Goal runningAnew(WorkerUnit unit) {
        return new Goal(true, unit.snapshot().generation() + 1, false);
    }

    /** Whether it has got there, or will not; empty while that is open. */
    Optional<Result> result(WorkerUnit unit, StartGate gate, long now) {
        Snapshot snapshot = unit.snapshot();
        if (snapshot.state() == State.STOPPING && unit.refusals().isKillFutile()) {
            return unit.refusals().sentence().map(Result::refused);
        }
        if (!up) {
            return stopped(unit, gate);
        }
        if (snapshot.state() == State.STOPPED) {
            return snapshot.desired() == Desired.DOWN
                    ? Optional.of(Result.stoppedMeanwhile())
                    : Optional.empty();
        }
        Fall fall = snapshot.lastFall();
        if (fall != null && fall.generation() >= generation && !fall.asked()) {
            return Optional.of(
                    Roster.endedWell(unit) ? Result.exited(fall) : Result.fell(unit, fall, now));
        }
        if (snapshot.state() == State.RUNNING && snapshot.generation() >= generation) {
            return Optional.of(already ? Result.ranAlready() : Result.running(unit));
        }
        return waiting(unit, gate);
    }

    private static Optional<Result> stopped(WorkerUnit unit, StartGate gate) {
        if (unit.snapshot().state() == State.STOPPED) {
            return Optional.of(Result.stopped(unit));
        }
        boolean otherwise = unit.snapshot().desired() == Desired.UP && !gate.isToStop(unit);
        return otherwise ? Optional.of(Result.startedMeanwhile(unit)) : Optional.empty();
    }

    /** It waits for something that will not come by itself. */
    private static Optional<Result> waiting(WorkerUnit unit, StartGate gate) {
        if (unit.snapshot().state() != State.WAITING) {
            return Optional.empty();
        }
        boolean forGood =
                gate.isDoubted(unit) || gate.blockers(unit).stream().anyMatch(Goal::staysDown);
        return forGood ? Optional.of(Result.waiting(gate.reasons(unit))) : Optional.empty();
    }

    private static boolean staysDown(WorkerUnit unit) {
        return switch (unit.snapshot().state()) {
            case STOPPED, EXITED, FAILED -> true;
            case WAITING, STARTING, RUNNING, STOPPING, BACKOFF -> false;
        };
    }
}
