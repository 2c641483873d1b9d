package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.evidence.Fallen;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.runtime.loop.Guarded;
import org.jspecify.annotations.Nullable;

/**
 * A happening that is to be told to all who want to know.
 *
 * @param snapshot the unit's after the step that it happened in
 */
record WorkerNews(WorkerUnit unit, Happening what, Snapshot snapshot) {
    /** Tells it; one who cannot take it does not keep it from the others. */
    void tell(Surroundings around, Fallen.@Nullable Run fallen, UnitListener listener) {
        Guarded guarded = new Guarded(around.journal());
        guarded.run(() -> recordDone(around));
        guarded.run(
                () ->
                        around.journal()
                                .worker(unit.name(), what, snapshot, unit.process().positions()));
        guarded.run(() -> tellEvidence(around, fallen));
        if (what == Happening.GAVE_UP && snapshot.givenUp() == GivenUp.CAUSE) {
            guarded.run(
                    () ->
                            around.tellOfChanges(
                                    unit.name(),
                                    unit.spec().restartWhenChanged(),
                                    unit.process().seen()));
        }
        guarded.run(() -> listener.happened(unit, what));
    }

    /** Before what waits for it can start. */
    private void recordDone(Surroundings around) {
        Fall end = snapshot.lastFall();
        if (what == Happening.EXITED
                && end != null
                && unit.spec().lifecycle().restart().isDoneAfter(end)) {
            around.recordDone(unit.name(), end.generation(), end.exitCode());
        }
    }

    private void tellEvidence(Surroundings around, Fallen.@Nullable Run run) {
        Fall fall = snapshot.lastFall();
        boolean fell = what == Happening.FELL || what == Happening.COULD_NOT_START;
        if (fell && fall != null && run != null) {
            around.evidence()
                    .fell(
                            new Fallen(
                                    run, fall, unit.times().fell(), Math.max(1, snapshot.falls())));
        }
    }
}
