package io.ottugi.supervisor.fleet.simulation;

import java.util.ArrayList;
import java.util.List;

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
}
