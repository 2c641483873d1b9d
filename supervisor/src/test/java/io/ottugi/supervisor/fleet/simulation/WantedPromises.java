package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What operators and the configuration want, and that it comes about. */
final class WantedPromises {
    private WantedPromises() {}

    static final class StoppedByAnOperatorStaysStopped extends Promise {
        private final FleetSimulation simulation;
        private final Set<String> stopped = new HashSet<>();
        private final Set<String> told = new HashSet<>();

        StoppedByAnOperatorStaysStopped(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void executed(Command command) {
            List<String> names = command.units().stream().map(SimulatedUnit::name).toList();
            switch (command.kind()) {
                case START, RESTART, ROLL -> {
                    stopped.removeAll(names);
                    told.removeAll(names);
                }
                case STOP -> {
                    stopped.addAll(names);
                    told.removeAll(names);
                    if (command.client().isToldNotStored()) {
                        told.addAll(names);
                    } else {
                        names.forEach(
                                name ->
                                        require(
                                                isStored(name),
                                                name,
                                                "is stopped, which is not stored, nor told"));
                    }
                }
                case RELOAD, SCALE -> {
                    Set<String> planned = new HashSet<>();
                    simulation.planned().forEach(unit -> planned.add(unit.name()));
                    stopped.retainAll(planned);
                    told.retainAll(planned);
                }
                case DOWN -> {}
            }
        }

        private boolean isStored(String name) {
            return simulation.store().stored().units().get(name) == Desired.DOWN;
        }

        @Override
        void spawns(SimulatedUnit unit) {
            require(!stopped.contains(unit.name()), unit.name(), "is started by nobody");
        }

        @Override
        void turned() {
            told.removeIf(this::isStored);
        }

        @Override
        void supervisorEnded() {
            stopped.removeAll(told);
            told.clear();
        }
    }

    /** Keeps account of its own of what is wanted of each unit. */
    static final class AllIsAsItIsWanted extends Promise {
        private final FleetSimulation simulation;
        private final Map<String, Desired> wanted = new HashMap<>();
        private final Set<String> rolled = new HashSet<>();

        AllIsAsItIsWanted(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void executed(Command command) {
            List<String> names = command.units().stream().map(SimulatedUnit::name).toList();
            rolled.removeAll(names);
            switch (command.kind()) {
                case START, RESTART -> names.forEach(name -> wanted.put(name, Desired.UP));
                case ROLL -> {
                    // Each is wanted up once its turn comes, which it need not.
                    names.forEach(name -> wanted.put(name, Desired.UP));
                    rolled.addAll(names);
                }
                case STOP -> names.forEach(name -> wanted.put(name, Desired.DOWN));
                case RELOAD, SCALE -> {
                    Set<String> planned = new HashSet<>();
                    simulation.planned().forEach(unit -> planned.add(unit.name()));
                    names.forEach(wanted::remove);
                    wanted.keySet().retainAll(planned);
                    plan();
                }
                case DOWN -> {}
            }
        }

        /** What nobody has asked for is as it is configured. */
        private void plan() {
            for (SimulatedUnit unit : simulation.planned()) {
                wanted.computeIfAbsent(
                        unit.name(),
                        name ->
                                simulation
                                        .fleet()
                                        .overrides()
                                        .of(name)
                                        .orElse(
                                                unit.spec().autostart()
                                                        ? Desired.UP
                                                        : Desired.DOWN));
            }
        }

        @Override
        void turned() {
            plan();
        }

        @Override
        void supervisorEnded() {
            wanted.clear();
            rolled.clear();
        }

        @Override
        void calmed() {
            for (SimulatedUnit unit : simulation.planned()) {
                boolean stopped = unit.snapshot().state() == State.STOPPED;
                Desired shown = simulation.fleet().desired(unit);
                require(stopped == (shown == Desired.DOWN), unit, "is shown as wanted", shown);
                require(
                        shown == wanted.get(unit.name()) || rolled.contains(unit.name()),
                        unit,
                        "is wanted",
                        wanted.get(unit.name()));
            }
        }
    }

    static final class NothingStartsOnceLeaving extends Promise {
        private final FleetSimulation simulation;

        NothingStartsOnceLeaving(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void spawns(SimulatedUnit unit) {
            require(!simulation.fleet().isLeaving(), unit);
            require(!simulation.supervisor().isDead(), unit, "by a dead supervisor");
        }
    }

    static final class NobodyWaitsForEver extends Promise {
        private final FleetSimulation simulation;

        NobodyWaitsForEver(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void calmed() {
            for (SimulatedUnit unit : simulation.units()) {
                switch (unit.snapshot().state()) {
                    case STOPPED, RUNNING, EXITED -> {}
                    case WAITING -> require(isBlocked(unit), unit, "waits for nothing");
                    case FAILED ->
                            require(
                                    unit.snapshot().due() == null
                                            && unit.snapshot().givenUp() != GivenUp.UNPROVED,
                                    unit,
                                    "is tried no more");
                    case STARTING, STOPPING, BACKOFF -> require(false, unit, "for ever");
                }
            }
        }

        private boolean isBlocked(SimulatedUnit unit) {
            return !simulation.fleet().waitingFor(unit).isEmpty()
                    && simulation.planned().stream()
                            .anyMatch(
                                    other ->
                                            unit.spec()
                                                            .order()
                                                            .after()
                                                            .contains(other.spec().id().worker())
                                                    && !other.isReady());
        }
    }

    static final class RemovedUnitsGo extends Promise {
        private final FleetSimulation simulation;

        RemovedUnitsGo(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void calmed() {
            Set<SimulatedUnit> planned = new HashSet<>(simulation.planned());
            for (SimulatedUnit unit : simulation.units()) {
                require(planned.contains(unit), unit, "is in no plan");
            }
            for (Kernel.Generation living : simulation.kernel().living()) {
                String name = living.spec().name();
                require(
                        planned.stream().anyMatch(unit -> unit.name().equals(name)),
                        name,
                        "runs, and is in no plan");
            }
        }
    }

    static final class StartupEnds extends Promise {
        private final FleetSimulation simulation;

        StartupEnds(FleetSimulation simulation) {
            this.simulation = simulation;
        }

        @Override
        void calmed() {
            require(simulation.supervisor().isStartupOver(), "the operator still waits");
        }
    }
}
