package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.fleet.Takeover;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.function.Consumer;

/** A unit that has not begun yet, with what adoption found of it. */
final class UnitTakeover implements Takeover<WorkerUnit> {
    private final WorkerUnit unit;
    private final Consumer<String> forgetting;
    private Finding finding;

    /**
     * @param forgetting takes the name of a unit whose record is to say no more that it is done
     */
    UnitTakeover(WorkerUnit unit, Finding finding, Consumer<String> forgetting) {
        this.unit = unit;
        this.finding = finding;
        this.forgetting = forgetting;
    }

    @Override
    public WorkerUnit unit() {
        return unit;
    }

    @Override
    public boolean isAbsent() {
        return finding instanceof Finding.Nothing;
    }

    @Override
    public void forgetDoneWork() {
        if (finding instanceof Finding.Nothing nothing && nothing.done() != null) {
            forgetting.accept(unit.name());
            finding = new Finding.Nothing(nothing.lastGeneration(), null, nothing.alike());
        }
    }

    @Override
    public void begin(boolean wanted) {
        unit.begin(finding, wanted);
    }
}
