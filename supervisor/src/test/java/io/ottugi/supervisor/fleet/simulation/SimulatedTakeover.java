package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.fleet.Takeover;
import io.ottugi.supervisor.fleet.simulation.Kernel.Generation;
import java.util.Optional;

/** A unit that has not begun yet, with what the kernel has of it. */
record SimulatedTakeover(SimulatedUnit unit, Kernel kernel, boolean doubted)
        implements Takeover<SimulatedUnit> {
    @Override
    public boolean isAbsent() {
        return !doubted && !kernel.isAnyAlive(unit.name());
    }

    @Override
    public void forgetDoneWork() {
        kernel.done().remove(unit.name());
    }

    @Override
    public void begin(boolean wanted) {
        Optional<Generation> found = kernel.newest(unit.name());
        long last = found.map(Generation::number).orElse(0L);
        if (doubted) {
            unit.doubt(last);
        } else if (found.isPresent() && found.get().isAlive()) {
            unit.adopt(found.get());
        } else if (found.isPresent() && found.get().hasOther()) {
            unit.clearFirst(found.get());
        } else {
            unit.beginAbsent(last, wanted, kernel.done().get(unit.name()));
        }
    }
}
