package io.ottugi.supervisor.cli.events;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.KnownWorkers;
import io.ottugi.supervisor.cli.base.Suggestion;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.TerminalWidth;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Lists what was kept of falls, and makes one file of it to hand on. */
public final class EvidenceCommand implements Command {
    private static final String LIST = "list";
    private static final String EXPORT = "export";
    private static final String OUTPUT = "output";
    private static final String NUMBER = "number";
    private static final String WITH_DUMPS = "with-dumps";

    @Override
    public String name() {
        return "evidence";
    }

    @Override
    public String usage() {
        return "list|export " + CommonOptions.usage(options(), "[WORKER…]");
    }

    @Override
    public String summary() {
        return "list what was kept of falls, or make one file of it to hand on";
    }

    @Override
    public String description() {
        return """
        'list' shows the incidents of all workers or of some, oldest first. 'export' makes a ZIP file
        of one worker's newest incident, with its last events, its status, its settings and the
        versions that matter. Secrets are masked: passwords and the like by what their names look
        like, values of configured variables all. A heap dump and a flight recording have secrets in
        them that nobody can mask, and are left out without --with-dumps.
        """
                + CommonOptions.WORKERS;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(
                        Option.builder("o")
                                .longOpt(OUTPUT)
                                .hasArg()
                                .argName("FILE")
                                .desc("where 'export' writes (a file of its own here)")
                                .get())
                .addOption(
                        Option.builder()
                                .longOpt(NUMBER)
                                .hasArg()
                                .argName("NUMBER")
                                .desc("which incident 'export' takes (the newest)")
                                .get())
                .addOption(CommonOptions.flag(WITH_DUMPS, "export heap dump and recording too"))
                .addOption(CommonOptions.json());
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    @Override
    public boolean takesOptionsAnywhere() {
        return true;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context)
            throws InterruptedException {
        String what = words.isEmpty() ? LIST : words.get(0);
        List<String> workers = words.isEmpty() ? words : words.subList(1, words.size());
        Places.Instance instance = Supervisors.of(context).choose(CommonOptions.name(line));
        switch (what) {
            case LIST -> list(line, instance, workers, context);
            case EXPORT -> export(line, instance, workers, context);
            default ->
                    throw usageError(
                            "say list or export, and then the worker"
                                    + Suggestion.of(what, List.of(LIST, EXPORT)));
        }
        return ExitCode.OK;
    }

    private void list(
            CommandLine line, Places.Instance instance, List<String> workers, Context context) {
        for (String option : List.of(OUTPUT, NUMBER, WITH_DUMPS)) {
            if (line.hasOption(option)) {
                throw usageError("--" + option + " is for export");
            }
        }
        List<IncidentView.Entry> entries = new ArrayList<>();
        for (String unit : known(instance).meant(workers)) {
            incidents(instance, unit)
                    .forEach(one -> entries.add(new IncidentView.Entry(unit, one)));
        }
        entries.sort(Comparator.comparing(IncidentView.Entry::at));
        if (line.hasOption("json")) {
            context.out().println(IncidentView.json(entries));
        } else if (entries.isEmpty()) {
            context.out().println("nothing is kept of falls in " + instance.incidents());
        } else {
            int width = TerminalWidth.ofTable(context);
            context.out().print(IncidentView.of(entries, ZoneId.systemDefault(), width));
        }
    }

    private static KnownWorkers known(Places.Instance instance) {
        String[] kept = instance.incidents().toFile().list();
        return new KnownWorkers(instance, kept == null ? List.of() : List.of(kept));
    }

    private static List<IncidentFolder> incidents(Places.Instance instance, String unit) {
        Path directory = instance.incidents().resolve(unit);
        try {
            return IncidentFolder.all(directory);
        } catch (IOException e) {
            throw new Failure(ExitCode.IO, "cannot read " + directory + ": " + Failure.reason(e));
        }
    }

    private void export(
            CommandLine line, Places.Instance instance, List<String> workers, Context context)
            throws InterruptedException {
        List<String> units = known(instance).meant(workers);
        if (units.size() == 1 && workers.size() <= 1) {
            IncidentFolder incident = incident(line, instance, units.get(0));
            Export export =
                    new Export(instance, units.get(0), incident, line.hasOption(WITH_DUMPS));
            Export.Made made =
                    export.to(
                            Optional.ofNullable(CommonOptions.once(line, OUTPUT))
                                    .map(Path::of)
                                    .map(context.directory()::resolve),
                            context.directory());
            told(made, line.hasOption("json"), context);
            return;
        }
        throw usageError(
                units.isEmpty()
                        ? "nothing is known of a worker under '" + instance.name() + "'"
                        : "one worker at a time; there are " + String.join(", ", units));
    }

    private IncidentFolder incident(CommandLine line, Places.Instance instance, String unit) {
        List<IncidentFolder> all = incidents(instance, unit);
        String number = CommonOptions.once(line, NUMBER);
        if (number != null && !number.matches("[0-9]{1,18}")) {
            throw usageError("--number: '" + number + "' is no number");
        }
        if (all.isEmpty()) {
            throw new Failure(
                    ExitCode.DOWN,
                    "nothing is kept of falls of '"
                            + unit
                            + "'; 'ottugi dump "
                            + unit
                            + "' looks at it while it runs");
        }
        return number == null
                ? all.get(all.size() - 1)
                : all.stream()
                        .filter(one -> one.number() == Long.parseLong(number))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ExitCode.USAGE,
                                                "there is no incident "
                                                        + number
                                                        + " of '"
                                                        + unit
                                                        + "' any more; 'ottugi evidence list "
                                                        + unit
                                                        + "' shows those there are"));
    }

    private static void told(Export.Made made, boolean json, Context context) {
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("version", 1);
            object.addProperty("file", made.file().toString());
            object.addProperty("bytes", made.bytes());
            object.add("left_out", Json.array(made.leftOut()));
            context.out().println(object);
            return;
        }
        context.out().println(made.file() + " (" + Sizes.brief(made.bytes()) + ")");
        if (!made.leftOut().isEmpty()) {
            context.out()
                    .println(
                            "left out: "
                                    + String.join(", ", made.leftOut())
                                    + "; --with-dumps takes dumps along, with all that is in"
                                    + " them");
        }
    }
}
