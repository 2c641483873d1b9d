package io.ottugi.supervisor.runtime;

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

/**
 * Tells when no worker runs and none will be started by itself any more: each has ended and its
 * policy says not again, or is given up for good, or waits for one of those. A worker that somebody
 * has stopped is there to be started again, and so is one that is tried again when a file changes.
 */
final class NothingLeft {
    private final Roster roster;
    private final StartGate gate;

    NothingLeft(Roster roster, StartGate gate) {
        this.roster = roster;
        this.gate = gate;
    }

    /**
     * The worker whose end tells how it went: the first that failed, else the first that did not
     * exit with 0, else the first.
     *
     * @return empty as long as anything is left
     */
    Optional<WorkerUnit> speaker() {
        Collection<WorkerUnit> all = roster.all();
        if (!isAllOver(all)) {
            return Optional.empty();
        }
        return all.stream()
                .filter(unit -> isResting(unit) && !Roster.endedWell(unit))
                .findFirst()
                .or(() -> all.stream().filter(unit -> code(unit) != 0).findFirst())
                .or(() -> all.stream().filter(NothingLeft::isResting).findFirst());
    }

    /** Returns the exit code that tells of its last fall, 0 if it never fell. */
    static int code(WorkerUnit unit) {
        Fall fall = unit.snapshot().lastFall();
        return isResting(unit) && fall != null ? fall.exitCode() : 0;
    }

    private static boolean isResting(WorkerUnit unit) {
        Snapshot snapshot = unit.snapshot();
        boolean givenUpForGood =
                snapshot.state() == State.FAILED
                        && snapshot.givenUp() == GivenUp.LIMIT
                        && snapshot.due() == null;
        return snapshot.state() == State.EXITED || givenUpForGood;
    }

    /** What waits for one that will not be ready is looked at in turn, from the last. */
    private boolean isAllOver(Collection<WorkerUnit> all) {
        Set<WorkerUnit> over = new HashSet<>();
        for (WorkerUnit unit : all) {
            switch (unit.snapshot().state()) {
                case EXITED, FAILED -> addIf(isResting(unit), unit, over);
                case STOPPED -> addIf(!unit.spec().autostart(), unit, over);
                case WAITING -> {}
                case STARTING, RUNNING, STOPPING, BACKOFF -> {
                    return false;
                }
            }
        }
        Deque<WorkerUnit> hopeless = new ArrayDeque<>(over);
        while (!hopeless.isEmpty()) {
            WorkerUnit before = hopeless.pop();
            for (WorkerUnit unit : roster.dependents(before)) {
                boolean waits = unit.snapshot().state() == State.WAITING;
                if (waits && !Roster.isReady(before) && over.add(unit)) {
                    hopeless.push(unit);
                }
            }
        }
        return over.containsAll(all) && all.stream().noneMatch(gate::isToStop);
    }

    private static void addIf(boolean isOver, WorkerUnit unit, Set<WorkerUnit> over) {
        if (isOver) {
            over.add(unit);
        }
    }
}
