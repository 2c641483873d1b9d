package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Suggestion;
import io.ottugi.supervisor.daemon.Launch;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.ExitStatus;
import io.ottugi.supervisor.failure.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Arguments in, exit code out. */
public final class Cli {
    private static final List<String> VERSION_FLAGS = List.of("--version", "-V");
    private static final List<String> HELP_FLAGS = List.of("--help", "-h", "-?");

    private final Context context;

    public Cli(Context context) {
        this.context = context;
    }

    /** Runs one command; whatever goes wrong is told in a line on standard error. */
    public ExitStatus run(String[] arguments) throws InterruptedException {
        try {
            return dispatch(Arrays.asList(arguments));
        } catch (Failure e) {
            context.err().println("ottugi: " + e.getMessage());
            return e.exitCode();
        }
    }

    private ExitStatus dispatch(List<String> arguments) throws InterruptedException {
        if (arguments.isEmpty()) {
            context.err().print(Help.overview());
            return ExitCode.USAGE;
        }
        String first = arguments.get(0);
        if (first.equals(Launch.COMMAND)) {
            return new SuperviseCommand().run(context, !arguments.contains(Launch.KEEP_GOING));
        }
        if (HELP_FLAGS.contains(first)) {
            context.out().print(Help.overview());
            return ExitCode.OK;
        }
        String name = VERSION_FLAGS.contains(first) ? "version" : first;
        Optional<Command> command = Commands.find(name);
        if (command.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "there is no command '"
                            + first
                            + "'"
                            + Commands.suggestion(first)
                            + "; 'ottugi help' lists those there are");
        }
        return run(command.get(), arguments.subList(1, arguments.size()));
    }

    private ExitStatus run(Command command, List<String> arguments) throws InterruptedException {
        int end = arguments.indexOf("--");
        List<String> ours = end < 0 ? arguments : arguments.subList(0, end);
        if (!Collections.disjoint(ours, HELP_FLAGS)) {
            context.out().print(Help.of(command));
            return ExitCode.OK;
        }
        try {
            boolean anywhere = command.takesOptionsAnywhere();
            CommandLine line =
                    new DefaultParser(false)
                            .parse(command.options(), ours.toArray(new String[0]), !anywhere);
            List<String> words = new ArrayList<>(line.getArgList());
            checkWords(command, words, end >= 0 && !anywhere);
            if (end >= 0) {
                words.addAll(arguments.subList(end + 1, arguments.size()));
            }
            return command.run(line, words, context);
        } catch (UnrecognizedOptionException e) {
            throw noOption(command, e.getOption());
        } catch (ParseException e) {
            throw command.usageError(lowerFirst(String.valueOf(e.getMessage())));
        }
    }

    /** The parser stops at the first word that is no option, also at an option it does not know. */
    private static void checkWords(Command command, List<String> words, boolean separated) {
        if (words.isEmpty()) {
            return;
        }
        if (words.get(0).startsWith("-")) {
            throw noOption(command, words.get(0));
        }
        if (separated || !command.takesWords()) {
            throw command.usageError("'" + words.get(0) + "' is one word too many");
        }
    }

    private static Failure noOption(Command command, String written) {
        List<String> options = new ArrayList<>(List.of("--help"));
        for (Option option : command.options().getOptions()) {
            options.add("--" + option.getLongOpt());
        }
        String name = written.replaceFirst("=.*", "");
        String doubled = name.startsWith("--") ? name : "-" + name;
        return command.usageError(
                "there is no option '" + written + "'" + Suggestion.of(doubled, options));
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
