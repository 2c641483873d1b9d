package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.config.Conflict;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.PlanCheck;
import io.ottugi.supervisor.config.toml.BadFile;
import io.ottugi.supervisor.config.toml.ConfigFile;
import io.ottugi.supervisor.config.toml.FileRequest;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/**
 * Reads configuration files.
 *
 * @param settings {@code KEY=VALUE} texts that overrule them
 */
public record PlanSource(Context context, List<String> settings) {
    /**
     * A file that is right.
     *
     * @param file with where each setting comes from
     * @param plan with the words of commands that are paths made absolute
     * @param notes how those words were understood, where it may be wrong
     */
    record Found(ConfigFile file, Plan plan, List<String> notes) {}

    static PlanSource of(CommandLine line, Context context) {
        String[] settings = line.getOptionValues("s");
        return new PlanSource(context, settings == null ? List.of() : List.of(settings));
    }

    /** The file that was given, else the one that is found by itself, if it is there. */
    static Optional<String> file(CommandLine line, Context context) {
        return given(line).or(() -> here(context));
    }

    private static Optional<String> here(Context context) {
        return Files.exists(context.directory().resolve(ConfigFile.DEFAULT_NAME))
                ? Optional.of(ConfigFile.DEFAULT_NAME)
                : Optional.empty();
    }

    /** The file that was given. */
    public static Optional<String> given(CommandLine line) {
        String[] given = line.getOptionValues("c");
        if (given != null && given.length > 1) {
            throw new Failure(ExitCode.USAGE, "-c is given twice; a supervisor has one file");
        }
        return given == null ? Optional.empty() : Optional.of(given[0]);
    }

    /**
     * @param file as the operator wrote it
     */
    Found find(String file, Optional<InstanceName> name) throws BadFile {
        Path path = context.directory().resolve(file).normalize();
        FileRequest request = new FileRequest(path, file, name, settings, context.directory());
        try {
            return understood(ConfigFile.read(request), request.base());
        } catch (BadSetting e) {
            throw new Failure(ExitCode.USAGE, "--set: " + e.getMessage());
        } catch (IOException e) {
            throw new Failure(ExitCode.CONFIG, "cannot read " + file + ": " + Failure.reason(e));
        }
    }

    private static Found understood(ConfigFile file, Path base) {
        List<Definition> workers = new ArrayList<>();
        List<String> notes = new ArrayList<>(openToOthers(file));
        for (Definition worker : file.plan().workers()) {
            RelativePaths paths =
                    RelativePaths.resolve(
                            worker.command(), base, worker.settings().has(Key.DIRECTORY));
            workers.add(new Definition(worker.name(), paths.words(), worker.settings()));
            paths.doubts()
                    .forEach(
                            doubt ->
                                    notes.add(
                                            note(file, worker.name(), Key.COMMAND.label(), doubt)));
        }
        for (Conflict doubt : PlanCheck.doubts(file.plan())) {
            notes.add(note(file, doubt.worker(), doubt.key(), doubt.message()));
        }
        Plan plan = file.plan();
        return new Found(
                file,
                new Plan(plan.name(), plan.file(), plan.supervisor(), plan.logs(), workers),
                notes);
    }

    private static String note(ConfigFile file, String worker, String key, String text) {
        String place = file.origin(worker, key).in(file.shown());
        return place + ": worker." + worker + ": " + text;
    }

    /** Whoever can write the file says what runs, and as whom. */
    private static List<String> openToOthers(ConfigFile file) {
        try {
            Path path = file.plan().file().orElseThrow();
            boolean open =
                    Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
            return open
                    ? List.of(file.shown() + ": everybody can change it; chmod o-w it")
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
