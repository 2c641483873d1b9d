package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.boot.Host;
import io.ottugi.supervisor.boot.LogoutCheck;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Screen;
import io.ottugi.supervisor.cli.base.StillWaiting;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.check.Request;
import io.ottugi.supervisor.cli.status.StatusView;
import io.ottugi.supervisor.cli.why.Case;
import io.ottugi.supervisor.cli.why.Page;
import io.ottugi.supervisor.daemon.Launch;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Detaches a supervisor. */
final class UpCommand implements Command {
    private static final String KEEP_GOING = "keep-going";
    private static final Duration LONG = Duration.ofSeconds(12);

    @Override
    public String name() {
        return "up";
    }

    @Override
    public String usage() {
        return "[-n NAME] [--set KEY=VALUE]… [--keep-going] [-c FILE | -- PROGRAM ARGUMENT…]";
    }

    @Override
    public String summary() {
        return "start a program as a daemon and keep it standing";
    }

    @Override
    public String description() {
        return """
        Starts a supervisor in a session of its own, which starts PROGRAM, or the workers of FILE,
        and starts them again whenever they fall. Returns when each has run for start.settle (1s),
        or is a task that has ended well; only then the exit code is 0. One that falls before is
        told with cause and last output, and started again as its restart policy says: the
        supervisor stays, and the exit code is 1. What cannot be started at all (no such program,
        no such user) ends the supervisor again, and nothing is left behind; but workers that a
        killed supervisor of this name left running are taken over in any case, and the others
        tried again. Without PROGRAM and FILE the file ottugi.toml of this directory is taken;
        where there is none, what was last up under NAME. Over a file, --set KEY=VALUE is for all
        workers, --set worker.NAME.KEY=VALUE for one.
        Workers run in / unless the setting 'directory' says otherwise; words that are relative
        paths of existing files are made absolute, and that is told.""";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.file())
                .addOption(CommonOptions.set())
                .addOption(
                        CommonOptions.flag(
                                KEEP_GOING,
                                "start what can be started, and try the rest again, as at boot"));
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    /** The supervisor stands: what keeps it from being asked makes no failure of that. */
    private static void show(Request request, Context context) {
        try {
            JsonObject status = Supervisors.of(context).status(request.places());
            context.out().print(StatusView.of(status, Screen.of(context)));
            tellOfEarlierSettings(status, request.plan().name().value(), context);
        } catch (Failure e) {
            context.out().println(request.plan().name() + " is up");
            context.warn("its status cannot be shown: " + e.getMessage());
        }
    }

    /** Names the adopted workers that were started before the configuration was changed. */
    private static void tellOfEarlierSettings(JsonObject status, String name, Context context) {
        try {
            List<String> units = new ArrayList<>();
            for (JsonObject worker : Json.objects(status, "workers")) {
                if (!Json.strings(worker, "earlier_settings").isEmpty()) {
                    units.add(Json.string(worker, "name"));
                }
            }
            if (!units.isEmpty()) {
                context.err()
                        .println(
                                "ottugi: "
                                        + String.join(", ", units)
                                        + " went on with earlier settings: 'ottugi restart -n "
                                        + name
                                        + " "
                                        + String.join(" ", units)
                                        + "' applies those of now");
            }
        } catch (BadJson e) {
            context.warn("its status cannot be read: " + e.getMessage());
        }
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        boolean keepGoing = line.hasOption(KEEP_GOING);
        Request asked = Request.parse(this, line, words, context);
        Request request = (keepGoing ? asked : asked.whollyUnlessItRuns()).logging();
        request.notes().forEach(note -> context.err().println("ottugi: " + note));
        new LogoutCheck(Host.here()).warning().ifPresent(context::warn);
        request.places().prepare();
        Launch.Program program = new Launch.Program(Launch.MAIN, keepGoing);
        Launch.Outcome outcome =
                StillWaiting.during(
                        () -> Launch.supervisor(request.plan(), request.places(), program),
                        LONG,
                        context,
                        "workers that have not run for their start.settle yet");
        show(request, context);
        tell(outcome, request.plan().name().value(), context);
        return request.hindrances().equals(Request.Hindrances.WRONG_FILE)
                ? ExitCode.CONFIG
                : outcome.falls().isEmpty() ? ExitCode.OK : ExitCode.DOWN;
    }

    /** Which workers have not come up, and what is to be done about them. */
    private static void tell(Launch.Outcome outcome, String name, Context context) {
        for (String fall : outcome.falls()) {
            String unit = fall.substring(0, fall.indexOf(' '));
            Case.Whose whose = new Case.Whose(unit, name, true, "", true);
            List<String> lines = fall.lines().map(Page::clean).map(whose::addressed).toList();
            context.err().println("ottugi: " + String.join("\n", lines));
        }
        if (!outcome.falls().isEmpty()) {
            String more =
                    "ottugi: the supervisor stays: 'ottugi why -n %s' tells more, 'ottugi logs -n"
                            + " %s' has the output, 'ottugi down -n %s' ends it";
            context.err().println(more.formatted(name, name, name));
        }
    }
}
