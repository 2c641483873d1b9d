package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.runtime.loop.Message;
import java.util.List;
import java.util.function.Function;

/** Makes the fleet's units, and looks up their users before they start. */
final class UnitHost implements Fleet.Host<WorkerUnit> {
    private final Surroundings around;
    private final Function<WorkerSpec, WorkerUnit> creation;

    UnitHost(Surroundings around, Function<WorkerSpec, WorkerUnit> creation) {
        this.around = around;
        this.creation = creation;
    }

    @Override
    public WorkerUnit create(WorkerSpec spec) {
        return creation.apply(spec);
    }

    @Override
    public boolean isPrepared(Unit unit) {
        return around.starter().isPrepared(unit.spec());
    }

    @Override
    public void prepare(Unit unit) {
        around.starter()
                .prepare(unit.spec(), () -> around.inbox().post(new Message.Later(() -> {})));
    }

    @Override
    public void waits(Unit unit, List<String> reasons) {
        around.journal().waiting(unit, reasons);
    }
}
