package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.StartCheck;
import io.ottugi.supervisor.process.StartCheck.Hindrance;
import io.ottugi.supervisor.toml.BadFile;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/**
 * What {@code up} and {@code run} are asked for, read and checked on the operator's terminal.
 *
 * @param notes what the operator should know of how it was understood
 */
record Request(Plan plan, Places.Instance places, List<String> notes) {

    static Request parse(Command command, CommandLine line, List<String> words, Context context) {
        Optional<InstanceName> name = CommonOptions.name(line);
        Optional<String> file = PlanSource.file(line, context);
        if (words.isEmpty() && file.isPresent()) {
            return ofFile(file.get(), line, name, context);
        }
        if (words.isEmpty()) {
            throw Cli.usage(
                    command,
                    "there is no program to keep standing; give one after --, or a file with -c");
        }
        if (line.hasOption("c")) {
            throw Cli.usage(command, "a file and a program are given; give one of them");
        }
        return ofWords(command, line, words, context);
    }

    /**
     * @param file as the operator wrote it
     * @param name of the supervisor, if it was given
     */
    static Request ofFile(
            String file, CommandLine line, Optional<InstanceName> name, Context context) {
        try {
            PlanSource.Found found = PlanSource.of(line, context).find(file, name);
            FileCheck check = new FileCheck(found, context);
            List<FileCheck.Problem> problems = check.problems();
            if (!problems.isEmpty()) {
                throw FileCheck.failure(problems);
            }
            Plan plan = found.plan();
            return new Request(plan, context.places().of(plan.name()), found.notes());
        } catch (BadFile e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private static Request ofWords(
            Command command, CommandLine line, List<String> words, Context context) {
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0) {
                throw Cli.usage(command, "the word '" + word + "' is not UTF-8; give it in UTF-8");
            }
        }
        try {
            InstanceName name = CommonOptions.name(line).orElse(InstanceName.DEFAULT);
            String[] given = line.getOptionValues("s");
            Settings settings =
                    Settings.parse(given == null ? List.of() : List.of(given), context.directory());
            RelativePaths paths =
                    RelativePaths.resolve(words, context.directory(), settings.has(Key.DIRECTORY));
            Plan plan = Plan.single(name, settings, paths.words());
            check(plan, context);
            return new Request(plan, context.places().of(name), paths.notes());
        } catch (BadSetting e) {
            throw Cli.usage(command, String.valueOf(e.getMessage()));
        }
    }

    private static void check(Plan plan, Context context) throws BadSetting {
        StartCheck check = new StartCheck(context.environment(), Posix::load);
        for (WorkerSpec spec : plan.specs()) {
            for (Hindrance hindrance : check.of(spec)) {
                throw new Failure(exitCode(hindrance), "cannot start: " + hindrance.message());
            }
        }
    }

    private static ExitCode exitCode(Hindrance hindrance) {
        if (hindrance.isOfCommand()) {
            return ExitCode.CANNOT_RUN;
        }
        return hindrance.key().equals(Key.DIRECTORY.label()) ? ExitCode.USAGE : ExitCode.CONFIG;
    }

    /** With the workers' output in their own files, unless they were given some. */
    Request logging() {
        return new Request(plan.logging(places.logs()), places, notes);
    }
}
