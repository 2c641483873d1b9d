package io.ottugi.supervisor.fleet.simulation;

import java.util.List;

/**
 * One request of an operator.
 *
 * @param units the units that it names; of a reload or scale, those that it takes out of the plan
 */
record Command(Kind kind, List<SimulatedUnit> units, SimulatedClient client) {
    enum Kind {
        START,
        STOP,
        RESTART,
        ROLL,
        RELOAD,
        SCALE,
        DOWN
    }

    boolean names(SimulatedUnit unit) {
        return units.contains(unit);
    }

    @Override
    public String toString() {
        return kind + " " + units.stream().map(SimulatedUnit::name).toList();
    }
}
