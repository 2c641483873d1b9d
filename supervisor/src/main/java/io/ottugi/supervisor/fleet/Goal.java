package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.util.Optional;

/**
 * The state in which a client wants one unit.
 *
 * @param up whether it is to run
 * @param generation the least that counts
 * @param already whether that generation ran before anybody asked
 */
record Goal(boolean up, long generation, boolean already) {
    static Goal stopped() {
        return new Goal(false, 0, false);
    }

    static Goal running(Unit unit) {
        Snapshot snapshot = unit.snapshot();
        boolean already = snapshot.state() == State.RUNNING;
        boolean begun = already || snapshot.state() == State.STARTING;
        return new Goal(true, snapshot.generation() + (begun ? 0 : 1), already);
    }

    /** The unit was told to start just now. */
    static Goal begun(Unit unit) {
        return new Goal(true, running(unit).generation(), false);
    }

    static Goal runningAnew(Unit unit) {
        return new Goal(true, unit.snapshot().generation() + 1, false);
    }

    /** Returns what came of it; empty while that is open. */
    Optional<Outcome> outcome(
            Unit unit, DesiredStates desired, OrderedStops stops, StartGate gate) {
        Snapshot snapshot = unit.snapshot();
        if (snapshot.state() == State.STOPPING && unit.isKillFutile()) {
            return Optional.of(Outcome.of(Outcome.Kind.REFUSED));
        }
        if (!up) {
            return stopped(unit, desired);
        }
        if (snapshot.state() == State.STOPPED) {
            return desired.isUp(unit)
                    ? Optional.empty()
                    : Optional.of(Outcome.of(Outcome.Kind.STOPPED_MEANWHILE));
        }
        Fall fall = snapshot.lastFall();
        if (fall != null && fall.generation() >= generation && !fall.asked()) {
            return Optional.of(
                    Outcome.of(
                            unit.hasEndedWell() ? Outcome.Kind.EXITED : Outcome.Kind.FELL, fall));
        }
        if (snapshot.state() == State.RUNNING && snapshot.generation() >= generation) {
            return Optional.of(
                    Outcome.of(already ? Outcome.Kind.ALREADY_RUNNING : Outcome.Kind.RUNNING));
        }
        // It was to be restarted, and somebody who wants it up has made that needless.
        if (snapshot.state() == State.RUNNING && !stops.isPending(unit)) {
            return Optional.of(Outcome.of(Outcome.Kind.STARTED_MEANWHILE));
        }
        return waiting(unit, gate);
    }

    private static Optional<Outcome> stopped(Unit unit, DesiredStates desired) {
        if (unit.snapshot().state() == State.STOPPED) {
            return Optional.of(Outcome.of(Outcome.Kind.STOPPED));
        }
        return desired.isUp(unit)
                ? Optional.of(Outcome.of(Outcome.Kind.STARTED_MEANWHILE))
                : Optional.empty();
    }

    /** The unit waits for something that does not come by itself. */
    private static Optional<Outcome> waiting(Unit unit, StartGate gate) {
        if (unit.snapshot().state() != State.WAITING) {
            return Optional.empty();
        }
        return gate.isBlockedForGood(unit)
                ? Optional.of(Outcome.waiting(gate.reasons(unit)))
                : Optional.empty();
    }
}
