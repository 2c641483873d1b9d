package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.fleet.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What clients are told. */
final class ClientPromises {
    private ClientPromises() {}

    static final class EachClientIsAnswered extends Promise {
        private final List<Command> waiting = new ArrayList<>();

        @Override
        void executed(Command command) {
            if (command.kind() != Command.Kind.DOWN) {
                waiting.add(command);
            }
        }

        @Override
        void turned() {
            waiting.removeIf(
                    command -> {
                        if (command.client().isDone() && command.client().isThere()) {
                            checkAll(command);
                        }
                        return command.client().isDone();
                    });
        }

        private void checkAll(Command command) {
            if (command.kind() == Command.Kind.ROLL) {
                return;
            }
            for (SimulatedUnit unit : command.units()) {
                require(
                        command.client().told().containsKey(unit.name()),
                        command,
                        "was not told of",
                        unit.name());
            }
        }

        @Override
        void supervisorEnded() {
            waiting.clear();
        }

        @Override
        void calmed() {
            for (Command command : waiting) {
                require(
                        !command.client().isThere(),
                        command,
                        "still waits; told",
                        command.client().told().keySet());
            }
        }
    }

    /** Who asked for a restart is told that a unit runs only of a newer generation. */
    static final class RestartIsAnsweredByANewGeneration extends Promise {
        private final Map<Command, Map<String, Long>> before = new HashMap<>();

        @Override
        void commanded(Command command) {
            if (command.kind() == Command.Kind.RESTART) {
                Map<String, Long> generations = new HashMap<>();
                for (SimulatedUnit unit : command.units()) {
                    generations.put(unit.name(), unit.snapshot().generation());
                }
                before.put(command, generations);
            }
        }

        @Override
        void turned() {
            before.forEach(this::check);
            before.keySet().removeIf(command -> command.client().isDone());
        }

        private void check(Command command, Map<String, Long> generations) {
            for (SimulatedUnit unit : command.units()) {
                Outcome told = command.client().told().get(unit.name());
                Long old = generations.get(unit.name());
                require(
                        told == null
                                || old == null
                                || told.kind() != Outcome.Kind.RUNNING
                                || unit.snapshot().generation() > old,
                        command,
                        "was told of the old generation of",
                        unit);
            }
        }

        @Override
        void supervisorEnded() {
            before.clear();
        }
    }
}
