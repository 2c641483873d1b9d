package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Desired;
import java.util.HashMap;
import java.util.Map;

/**
 * The desired state of each unit, which stands here and nowhere else: what is shown, waited for and
 * done is derived from it, and so are the operators' overrides that are stored. The {@code desired}
 * of a snapshot is what the unit has been told so far, which may be older.
 */
final class DesiredStates {
    private final OperatorOverrides overrides;
    private final Map<Unit, Entry> entries = new HashMap<>();
    private boolean leaving;

    /**
     * @param asked how often operators have asked for it
     */
    private record Entry(Desired desired, int asked) {
        static final Entry NONE = new Entry(Desired.DOWN, 0);
    }

    DesiredStates(OperatorOverrides overrides) {
        this.overrides = overrides;
    }

    /** The desired state of a unit; all are to be down once the supervisor leaves. */
    Desired of(Unit unit) {
        return leaving ? Desired.DOWN : entry(unit).desired();
    }

    boolean isUp(Unit unit) {
        return of(unit) == Desired.UP;
    }

    /** An operator asks for it; the override has to be stored. */
    void ask(Unit unit, Desired desired) {
        entries.put(unit, new Entry(desired, asked(unit) + 1));
        overrides.set(unit.spec(), desired);
    }

    /** Counts the requests of operators for a state of this unit. */
    int asked(Unit unit) {
        return entry(unit).asked();
    }

    /** A unit is in the plan, and was not: its override holds, else its configuration. */
    void plan(Unit unit, WorkerSpec spec) {
        entries.put(unit, new Entry(planned(spec), asked(unit)));
    }

    /** The desired state of a unit that is not in the plan yet. */
    Desired planned(WorkerSpec spec) {
        return overrides.of(spec.name()).orElse(spec.autostart() ? Desired.UP : Desired.DOWN);
    }

    /** A unit is in the plan no more. */
    void remove(Unit unit) {
        entries.put(unit, new Entry(Desired.DOWN, asked(unit) + 1));
    }

    /** A unit is no more. */
    void forget(Unit unit) {
        entries.remove(unit);
    }

    /** The supervisor leaves. */
    void leave() {
        leaving = true;
    }

    private Entry entry(Unit unit) {
        return entries.getOrDefault(unit, Entry.NONE);
    }
}
