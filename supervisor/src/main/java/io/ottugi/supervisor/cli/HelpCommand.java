package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Suggestion;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Explains the commands. */
final class HelpCommand implements Command {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public String usage() {
        return "[COMMAND | settings | exit-codes]";
    }

    @Override
    public String summary() {
        return "explain a command, the settings or the exit codes";
    }

    @Override
    public String description() {
        return "Without a topic, lists the commands.";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        String topic = words.isEmpty() ? "" : words.get(0);
        context.out().print(text(topic, context));
        return ExitCode.OK;
    }

    private static String suggestion(String topic) {
        String ofCommand = Commands.suggestion(topic);
        return ofCommand.isEmpty()
                ? Suggestion.of(topic, List.of("settings", "exit-codes"))
                : ofCommand;
    }

    private static String text(String topic, Context context) {
        return switch (topic) {
            case "" -> Help.overview();
            case "settings" -> Help.settings();
            case "exit-codes" -> Help.exitCodes();
            // For the build, which puts them where man(1) looks.
            case "man" -> Topics.commandManual(context);
            case "man-toml" -> Topics.fileManual(context);
            default ->
                    Commands.find(topic)
                            .map(Help::of)
                            .orElseThrow(
                                    () ->
                                            new Failure(
                                                    ExitCode.USAGE,
                                                    "there is no help on '"
                                                            + topic
                                                            + "'"
                                                            + suggestion(topic)
                                                            + "; 'ottugi help' lists the"
                                                            + " commands"));
        };
    }
}
