package io.ottugi.supervisor.fleet.simulation;

import org.junit.jupiter.api.Test;

/** Runs the simulation with many seeds, or with the one of {@code -Dottugi.seed=N}. */
class FleetSimulationTest {
    private static final int SEEDS = Integer.getInteger("ottugi.fleet.seeds", 300);

    @Test
    void promisesAreKeptWhateverHappens() {
        Long seed = Long.getLong("ottugi.seed");
        if (seed != null) {
            FleetSimulation.run(seed, line -> {});
            return;
        }
        for (long each = 0; each < SEEDS; each++) {
            FleetSimulation.run(each, line -> {});
        }
    }
}
