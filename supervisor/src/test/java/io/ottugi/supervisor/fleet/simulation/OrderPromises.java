package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which order units start and stop. */
final class OrderPromises {
    private OrderPromises() {}

    private static boolean isAfter(SimulatedUnit unit, SimulatedUnit dependency) {
        return unit.spec().order().after().contains(dependency.spec().id().worker());
    }

    private static boolean isReady(SimulatedUnit unit) {
        Fall fall = unit.snapshot().lastFall();
        boolean done =
                unit.snapshot().state() == State.EXITED
                        && fall != null
                        && unit.spec().lifecycle().restart().isSuccess(fall);
        return done || (unit.snapshot().state() == State.RUNNING && !unit.spec().order().oneshot());
    }

    static final class DependentStartsAfterItsDependencyIsReady extends Promise {
        private final FleetSimulation simulation;

        DependentStartsAfterItsDependencyIsReady(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void spawns(SimulatedUnit unit) {
            for (SimulatedUnit other : simulation.planned()) {
                require(!isAfter(unit, other) || isReady(other), unit.name(), "starts, but", other);
            }
        }
    }

    static final class DependencyStopsAfterItsDependents extends Promise {
        private final FleetSimulation simulation;
        private final List<Pair> pairs = new ArrayList<>();

        /** The generation of the dependent ends before the dependency is told to end. */
        private record Pair(SimulatedUnit dependency, SimulatedUnit dependent, long generation) {}

        DependencyStopsAfterItsDependents(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void executed(Command command) {
            if (command.kind() == Command.Kind.RELOAD || command.kind() == Command.Kind.SCALE) {
                pairs.clear();
            }
            if (command.kind() != Command.Kind.DOWN) {
                pairs.removeIf(
                        pair -> command.names(pair.dependency) || command.names(pair.dependent));
            }
            if (command.kind() == Command.Kind.START || command.kind() == Command.Kind.ROLL) {
                return;
            }
            for (SimulatedUnit dependency : command.units()) {
                for (SimulatedUnit dependent : dependents(dependency)) {
                    if (command.names(dependent) && hasProcesses(dependent)) {
                        long generation = dependent.snapshot().generation();
                        pairs.add(new Pair(dependency, dependent, generation));
                    }
                }
            }
        }

        private static boolean hasProcesses(SimulatedUnit unit) {
            return unit.snapshot().state().mayHaveProcesses();
        }

        private Set<SimulatedUnit> dependents(SimulatedUnit unit) {
            Set<SimulatedUnit> found = new HashSet<>();
            Deque<SimulatedUnit> left = new ArrayDeque<>(List.of(unit));
            while (!left.isEmpty()) {
                SimulatedUnit before = left.remove();
                for (SimulatedUnit other : simulation.units()) {
                    if (isAfter(other, before) && found.add(other)) {
                        left.add(other);
                    }
                }
            }
            return found;
        }

        @Override
        void takes(SimulatedUnit unit, Event event) {
            boolean stop = event instanceof Event.Stop || event instanceof Event.Restart;
            boolean runs =
                    unit.snapshot().state() == State.STARTING
                            || unit.snapshot().state() == State.RUNNING;
            if (!stop || !runs) {
                return;
            }
            for (Pair pair : pairs) {
                boolean lives =
                        hasProcesses(pair.dependent)
                                && pair.dependent.snapshot().generation() == pair.generation;
                require(
                        pair.dependency != unit
                                || !lives
                                || !dependents(unit).contains(pair.dependent),
                        unit.name(),
                        "is told to end, but first",
                        pair.dependent);
            }
        }

        @Override
        void supervisorEnded() {
            pairs.clear();
        }
    }

    /** What is restarted together goes down from its end and comes up from its root. */
    static final class RestartComesUpFromItsRoot extends Promise {
        private final Map<SimulatedUnit, Long> restarted = new HashMap<>();

        @Override
        void executed(Command command) {
            restarted.clear();
            if (command.kind() == Command.Kind.RESTART) {
                for (SimulatedUnit unit : command.units()) {
                    if (unit.snapshot().state().mayHaveProcesses()) {
                        restarted.put(unit, unit.snapshot().generation());
                    }
                }
            }
        }

        @Override
        void spawns(SimulatedUnit unit) {
            if (!restarted.containsKey(unit)) {
                return;
            }
            restarted.forEach(
                    (other, generation) ->
                            require(
                                    !isAfter(unit, other)
                                            || other.snapshot().generation() > generation,
                                    unit,
                                    "comes up before",
                                    other));
        }

        @Override
        void supervisorEnded() {
            restarted.clear();
        }
    }

    /** A start takes back a stop that has not begun; what runs goes on. */
    static final class StartEndsNothing extends Promise {
        private final FleetSimulation simulation;
        private final Set<SimulatedUnit> goingOn = new HashSet<>();
        private final List<Command> rolls = new ArrayList<>();
        private List<SimulatedUnit> toStop = List.of();

        StartEndsNothing(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void commanded(Command command) {
            goingOn.clear();
            rolls.removeIf(roll -> roll.client().isDone());
            if (command.kind() == Command.Kind.ROLL) {
                rolls.add(command);
            }
            toStop =
                    command.units().stream()
                            .filter(unit -> simulation.fleet().desired(unit) == Desired.DOWN)
                            .toList();
        }

        @Override
        void executed(Command command) {
            if (command.kind() != Command.Kind.START) {
                return;
            }
            for (SimulatedUnit unit : toStop) {
                boolean runs = unit.snapshot().state() == State.RUNNING;
                boolean isRolled = rolls.stream().anyMatch(roll -> roll.names(unit));
                if (runs && !isRolled && !unit.differsFrom(unit.spec())) {
                    goingOn.add(unit);
                }
            }
        }

        @Override
        void takes(SimulatedUnit unit, Event event) {
            boolean ends = event instanceof Event.Stop || event instanceof Event.Restart;
            boolean leaving = simulation.fleet().isLeaving();
            require(!ends || leaving || !goingOn.contains(unit), unit, "was only to be started");
        }

        @Override
        void fell(SimulatedUnit unit) {
            goingOn.clear();
        }

        @Override
        void supervisorEnded() {
            goingOn.clear();
            rolls.clear();
        }
    }

    static final class DependentIsRestartedWithItsDependency extends Promise {
        private final FleetSimulation simulation;
        private final Map<SimulatedUnit, Long> expected = new HashMap<>();

        DependentIsRestartedWithItsDependency(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void executed(Command command) {
            switch (command.kind()) {
                case RELOAD, SCALE -> expected.clear();
                case START, STOP, RESTART, ROLL, DOWN -> command.units().forEach(expected::remove);
            }
        }

        @Override
        void fell(SimulatedUnit unit) {
            if (simulation.fleet().isLeaving()) {
                return;
            }
            for (SimulatedUnit other : simulation.planned()) {
                if (isAfter(other, unit)
                        && other.spec().order().restartWith()
                        && other.snapshot().state() == State.RUNNING
                        && other.snapshot().desired() == Desired.UP) {
                    expected.put(other, other.snapshot().generation());
                }
            }
        }

        @Override
        void supervisorEnded() {
            expected.clear();
        }

        @Override
        void calmed() {
            expected.forEach(
                    (unit, generation) ->
                            require(
                                    unit.snapshot().state() != State.RUNNING
                                            || unit.snapshot().generation() > generation,
                                    unit,
                                    "runs as before a dependency fell"));
        }
    }

    static final class RollingNeverRestartsTwoAtOnce extends Promise {
        private final FleetSimulation simulation;
        private final List<Roll> rolls = new ArrayList<>();

        RollingNeverRestartsTwoAtOnce(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        private static final class Roll {
            private final Command command;
            private @Nullable SimulatedUnit current;
            private long generation;

            /** The current unit has come up; it may have fallen since. */
            private boolean cameUp;

            /** Somebody else restarts some of its units too. */
            private boolean disturbed;

            Roll(Command command) {
                this.command = command;
            }
        }

        @Override
        void commanded(Command command) {
            rolls.removeIf(roll -> roll.command.client().isDone());
            boolean all =
                    switch (command.kind()) {
                        case RELOAD, SCALE, DOWN, RESTART -> true;
                        case START, STOP, ROLL -> false;
                    };
            boolean disturbs =
                    simulation.units().stream()
                            .anyMatch(RollingNeverRestartsTwoAtOnce::isOnItsWayDown);
            for (Roll roll : rolls) {
                if (all || roll.command.units().stream().anyMatch(command::names)) {
                    roll.disturbed = true;
                    disturbs = true;
                }
            }
            if (command.kind() == Command.Kind.ROLL) {
                Roll roll = new Roll(command);
                roll.disturbed = disturbs;
                rolls.add(roll);
            }
        }

        @Override
        void takes(SimulatedUnit unit, Event event) {
            if (!(event instanceof Event.Restart)) {
                return;
            }
            for (Roll roll : rolls) {
                if (!roll.disturbed && roll.command.names(unit)) {
                    SimulatedUnit before = roll.current;
                    require(
                            before == null
                                    || before == unit
                                    || roll.cameUp
                                    || isUpAgain(before, roll.generation),
                            unit.name(),
                            "is restarted, but",
                            before);
                    roll.cameUp = false;
                    roll.current = unit;
                    roll.generation = unit.snapshot().generation();
                }
            }
        }

        /** What was asked for before may still restart others. */
        private static boolean isOnItsWayDown(SimulatedUnit unit) {
            return unit.snapshot().state() == State.STOPPING;
        }

        private static boolean isUpAgain(SimulatedUnit unit, long generation) {
            boolean up = unit.snapshot().state() == State.RUNNING || isReady(unit);
            return up && unit.snapshot().generation() > generation;
        }

        @Override
        void turned() {
            for (Roll roll : rolls) {
                SimulatedUnit current = roll.current;
                roll.cameUp |= current != null && isUpAgain(current, roll.generation);
            }
        }

        @Override
        void supervisorEnded() {
            rolls.clear();
        }
    }

    static final class NoTwoGenerationsLiveAtOnce extends Promise {
        private final FleetSimulation simulation;

        NoTwoGenerationsLiveAtOnce(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void spawns(SimulatedUnit unit) {
            require(!simulation.kernel().isAnyAlive(unit.name()), unit);
        }
    }

    static final class StartsKeepTheRate extends Promise {
        private final FleetSimulation simulation;
        private long last = Long.MIN_VALUE;

        StartsKeepTheRate(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void executed(Command command) {
            if (command.kind() == Command.Kind.RELOAD) {
                last = Long.MIN_VALUE;
            }
        }

        @Override
        void spawns(SimulatedUnit unit) {
            OptionalDouble rate = simulation.fleet().plan().startRate();
            long now = simulation.now();
            require(
                    rate.isEmpty()
                            || last == Long.MIN_VALUE
                            || now - last >= (long) (1e9 / rate.getAsDouble()),
                    unit.name(),
                    "starts too soon after the one before");
            last = now;
        }

        @Override
        void supervisorEnded() {
            last = Long.MIN_VALUE;
        }
    }
}
