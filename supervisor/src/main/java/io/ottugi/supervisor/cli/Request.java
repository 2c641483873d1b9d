package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.CommandResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;

/**
 * What {@code up} and {@code run} are asked for, read and checked on the operator's terminal.
 *
 * @param notes what the operator should know of how it was understood
 */
record Request(HandOver handOver, Places.Instance places, List<String> notes) {

    static Request parse(Command command, CommandLine line, List<String> words, Context context) {
        InstanceName name = CommonOptions.name(line).orElse(InstanceName.DEFAULT);
        if (words.isEmpty()) {
            throw Cli.usage(command, "there is no program to keep standing; give one after --");
        }
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0) {
                throw Cli.usage(command, "the word '" + word + "' is not UTF-8; give it in UTF-8");
            }
        }
        try {
            String[] given = line.getOptionValues("s");
            Settings settings =
                    Settings.parse(given == null ? List.of() : List.of(given), context.directory());
            RelativePaths paths =
                    RelativePaths.resolve(words, context.directory(), settings.has(Key.DIRECTORY));
            HandOver handOver = new HandOver(name, settings, paths.words());
            check(handOver.worker(), context);
            return new Request(handOver, context.places().of(name), paths.notes());
        } catch (BadSetting e) {
            throw Cli.usage(command, String.valueOf(e.getMessage()));
        }
    }

    private static void check(WorkerSpec spec, Context context) {
        String program = spec.command().get(0);
        try {
            new CommandResolver(context.environment().getOrDefault("PATH", "/usr/bin:/bin"))
                    .resolve(program);
        } catch (CommandResolver.CannotRun e) {
            throw new Failure(ExitCode.CANNOT_RUN, "cannot start: " + e.getMessage());
        }
        if (!Files.isDirectory(spec.directory())) {
            throw new Failure(ExitCode.USAGE, "directory " + spec.directory() + " is not there");
        }
    }

    /** With the worker's output in its own file, unless it was given one. */
    Request logging() {
        Path log = places.log(handOver.name().value());
        return new Request(handOver.logging(log), places, notes);
    }
}
