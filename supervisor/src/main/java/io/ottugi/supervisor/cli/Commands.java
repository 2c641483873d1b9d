package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.Suggestion;
import io.ottugi.supervisor.cli.check.CheckCommand;
import io.ottugi.supervisor.cli.events.EventsCommand;
import io.ottugi.supervisor.cli.events.EvidenceCommand;
import io.ottugi.supervisor.cli.events.WhyCommand;
import io.ottugi.supervisor.cli.logs.LogsCommand;
import io.ottugi.supervisor.cli.status.StatusCommand;
import java.util.List;
import java.util.Map;
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

    /** What other supervisors call it. */
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("ps", "status"),
                    Map.entry("ls", "status"),
                    Map.entry("list", "status"),
                    Map.entry("show", "status"),
                    Map.entry("describe", "why"),
                    Map.entry("tail", "logs"),
                    Map.entry("journal", "logs"),
                    Map.entry("kill", "signal"),
                    Map.entry("shutdown", "down"),
                    Map.entry("update", "reload"),
                    Map.entry("reread", "reload"),
                    Map.entry("daemon-reload", "reload"),
                    Map.entry("enable", "boot enable"),
                    Map.entry("disable", "boot disable"),
                    Map.entry("startup", "boot enable"));

    private Commands() {}

    static List<Command> all() {
        return ALL;
    }

    /** What was probably meant by a word that is no command, to follow a complaint. */
    static String suggestion(String word) {
        String known = ELSEWHERE.get(word);
        return known == null
                ? Suggestion.of(word, ALL.stream().map(Command::name).toList())
                : " (here that is 'ottugi " + known + "')";
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
