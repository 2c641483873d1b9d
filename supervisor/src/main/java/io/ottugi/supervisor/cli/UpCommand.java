package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.boot.Host;
import io.ottugi.supervisor.boot.LogoutCheck;
import io.ottugi.supervisor.daemon.Launch;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Detaches a supervisor. */
final class UpCommand implements Command {
    private static final String KEEP_GOING = "keep-going";
    private static final String MAIN = "io.ottugi.supervisor.Main";

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
        and starts them again whenever they fall. Returns when they run, or tells why they do not;
        then nothing is left behind. Workers that a killed supervisor of this name left running are
        taken over, whatever keeps others from starting: those are told, tried again, and the exit
        code is 1. Without PROGRAM and FILE the file ottugi.toml of this directory is taken. Over a
        file, --set KEY=VALUE is for all workers, --set worker.NAME.KEY=VALUE for one.
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
        } catch (Failure e) {
            context.out().println(request.plan().name() + " is up");
            context.warn("its status cannot be shown: " + e.getMessage());
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
        Launch.Outcome outcome =
                Launch.supervisor(
                        request.plan(), request.places(), new Launch.Program(MAIN, keepGoing));
        show(request, context);
        outcome.falls()
                .forEach(
                        what ->
                                context.warn(
                                        what
                                                + "; see 'ottugi logs -n "
                                                + request.plan().name()
                                                + "'"));
        return request.hindrances().equals(Request.Hindrances.WRONG_FILE)
                ? ExitCode.CONFIG
                : outcome.code();
    }
}
