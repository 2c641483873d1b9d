package io.ottugi.supervisor.lifecycle.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Runs the simulation with many seeds, or with the one of {@code -Dottugi.seed=N}. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("ottugi.seeds", 2000);

    @Test
    void promisesAreKeptWhateverHappens() {
        Long seed = Long.getLong("ottugi.seed");
        if (seed != null) {
            Simulation.run(seed, moment -> {});
            return;
        }
        for (long each = 0; each < SEEDS; each++) {
            Simulation.run(each, moment -> {});
        }
    }

    /** A promise is worth as much as the situations that it was tried in. */
    @Test
    void everyEventIsTriedInEveryState() {
        Set<String> tried = new TreeSet<>();
        for (long seed = 0; seed < 500; seed++) {
            Simulation.run(seed, m -> tried.add(name(m.before().state(), m.event().getClass())));
        }
        Set<String> missing = new TreeSet<>();
        for (State state : State.values()) {
            for (Class<?> event : Event.class.getPermittedSubclasses()) {
                missing.add(name(state, event));
            }
        }
        missing.removeAll(tried);
        assertEquals(Set.of(), missing, "never tried");
    }

    private static String name(State state, Class<?> event) {
        return state + " + " + event.getSimpleName();
    }
}
