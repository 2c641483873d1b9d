package io.ottugi.supervisor.cli;

import java.util.List;
import java.util.Optional;

/** Every command there is; parser, help and completion iterate over this list. */
final class Commands {
    private static final List<Command> ALL =
            List.of(
                    new UpCommand(),
                    new RunCommand(),
                    new DownCommand(),
                    new StatusCommand(),
                    OperationCommand.start(),
                    OperationCommand.stop(),
                    OperationCommand.restart(),
                    new SignalCommand(),
                    new DumpCommand(),
                    new ReloadCommand(),
                    new ScaleCommand(),
                    new LogsCommand(),
                    new EventsCommand(),
                    new WhyCommand(),
                    new EvidenceCommand(),
                    new CheckCommand(),
                    new BootCommand(),
                    new CompletionCommand(),
                    new VersionCommand(),
                    new HelpCommand());

    private Commands() {}

    static List<Command> all() {
        return ALL;
    }

    static Optional<Command> find(String name) {
        for (Command command : ALL) {
            if (command.name().equals(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
