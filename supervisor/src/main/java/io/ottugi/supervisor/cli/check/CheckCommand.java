package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.toml.BadFile;
import io.ottugi.supervisor.config.toml.ConfigFile;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.launch.HeapNotes;
import io.ottugi.supervisor.process.launch.JarNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Reads a configuration file and shows how it is understood. */
public final class CheckCommand implements Command {
    private static final String JSON = "json";
    private static final String VERBOSE = "verbose";

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "[-n NAME] [-c FILE] [--set KEY=VALUE]… [--verbose] [--json]";
    }

    @Override
    public String summary() {
        return "tell what is wrong in a configuration file, and how it is understood";
    }

    @Override
    public String description() {
        return """
        Reads FILE, or the file ottugi.toml of this directory, and tells all of its mistakes, each
        with its line and column; of a right one, what this machine cannot do of it, and then how
        many workers it is for. With --verbose it shows every setting, and whether that comes from
        the file, from --set or is the default. Starts and changes nothing. Exits with 78 if
        anything is wrong.\
        """;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.file())
                .addOption(CommonOptions.set())
                .addOption(CommonOptions.flag(VERBOSE, "show every setting, and where it is from"))
                .addOption(CommonOptions.json());
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        Optional<String> file = PlanSource.file(line, context);
        if (file.isEmpty()) {
            throw usageError(
                    "there is no " + ConfigFile.DEFAULT_NAME + " here; say which file with -c");
        }
        try {
            PlanSource.Found found =
                    PlanSource.of(line, context).find(file.get(), CommonOptions.name(line));
            return show(found, line, context);
        } catch (BadFile e) {
            if (!line.hasOption(JSON)) {
                throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
            }
            context.out().println(CheckView.json(file.get(), e.mistakes()));
            return ExitCode.CONFIG;
        }
    }

    private static List<String> jvmNotes(Plan plan, Context context) {
        try {
            List<String> notes = new ArrayList<>(JarNotes.of(plan));
            notes.addAll(HeapNotes.of(plan, context.environment()));
            return notes;
        } catch (BadSetting e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private static ExitCode show(PlanSource.Found found, CommandLine line, Context context) {
        Places.Instance places = context.places().of(found.plan().name());
        Resolved resolved = new Resolved(found, places.logs());
        List<FileCheck.Problem> problems = new FileCheck(found, context).problems();
        List<String> notes = new ArrayList<>(found.notes());
        notes.addAll(LogNotes.of(found.plan().logging(places.logs()), context.environment()));
        notes.addAll(jvmNotes(found.plan(), context));
        if (line.hasOption(JSON)) {
            context.out().println(CheckView.json(found, resolved, problems, notes));
        } else {
            context.out().print(line.hasOption(VERBOSE) ? CheckView.of(found, resolved) : "");
            context.out().flush();
            notes.forEach(note -> context.err().println("ottugi: " + note));
            problems.forEach(problem -> context.err().println("ottugi: " + problem.line()));
            context.out().println(CheckView.verdict(found, problems.size()));
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIG;
    }
}
