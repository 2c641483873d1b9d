package io.ottugi.supervisor.lifecycle.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.Kinds;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            for (Class<?> event : Kinds.of(Event.class)) {
                missing.add(name(state, event));
            }
        }
        missing.removeAll(tried);
        assertEquals(Set.of(), missing, "never tried");
    }

    @Test
    void everyWayToGiveUpIsTried() {
        Map<String, Integer> tried = new TreeMap<>();
        for (long seed = 0; seed < 250; seed++) {
            Simulation.run(
                    seed, m -> givingUp(m).forEach(way -> tried.merge(way, 1, Integer::sum)));
        }
        assertEquals(9, tried.size(), () -> "tried only " + tried);
        tried.forEach((way, times) -> assertTrue(times >= 10, () -> way + " only " + times));
    }

    private static List<String> givingUp(Moment m) {
        boolean held = m.before().givenUp() == GivenUp.LIMIT;
        List<String> ways = new ArrayList<>();
        if (m.entered(State.FAILED)) {
            ways.add(String.valueOf(m.after().givenUp()));
            ways.add(m.after().due() == null ? "for good" : "for a while");
            ways.add(held ? "after a try" : "after many falls");
        }
        if (m.does(Action.ExitSupervisor.class)) {
            ways.add("with the supervisor");
        }
        if (held && m.after().state() == State.RUNNING && m.after().givenUp() == null) {
            ways.add("not any more, after a good run");
        }
        return ways;
    }

    private static String name(State state, Class<?> event) {
        return state + " + " + event.getSimpleName();
    }
}
