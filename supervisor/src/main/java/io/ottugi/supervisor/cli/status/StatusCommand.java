package io.ottugi.supervisor.cli.status;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.FullDisks;
import io.ottugi.supervisor.cli.base.Measures;
import io.ottugi.supervisor.cli.base.Screen;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.Terminal;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Shows what stands and what does not. */
public final class StatusCommand implements Command {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String CLEAR = "\033[H\033[2J";
    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";
    private static final String WATCH = "watch";
    private static final String ALL = "all-supervisors";

    @Override
    public String name() {
        return ControlCommand.STATUS.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "[WORKER…]");
    }

    @Override
    public String summary() {
        return "show what stands, since when, and why it last fell";
    }

    @Override
    public String description() {
        return """
        Without a name, shows the supervisor of the ottugi.toml here; where there is no such file,
        or with --all-supervisors, every one of yours that is up. RUNNING is what has run for
        start.settle; it is unstable while it has fallen and has not run for restart.reset_after
        since. UPTIME is the time since its start, MEMORY what all its processes hold (what is
        shared counts in proportion),
        CPU the processor time they have used, with --watch their share since the last look.
        Details are shown of workers that are named, or of the only one.
        """
                + CommonOptions.WORKERS
                + """

                Exits with 0 if all is up, 1 if a worker is down or unstable or a disk full, 3 if
                there is no supervisor.
                --json prints one object a supervisor and line.""";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.json())
                .addOption(CommonOptions.flag(ALL, "show every supervisor of yours that is up"))
                .addOption(CommonOptions.flag(WATCH, "look again every 2 seconds, until ^C"));
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
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        boolean all = line.hasOption(ALL);
        if (all && (line.hasOption("n") || !words.isEmpty())) {
            throw usageError("--all-supervisors goes with no name and no worker");
        }
        Look look =
                new Look(
                        Supervisors.of(context),
                        all,
                        CommonOptions.name(line),
                        words,
                        line.hasOption("json"),
                        context);
        if (!line.hasOption(WATCH)) {
            StringBuilder text = new StringBuilder();
            ExitCode code = look.at(new Measures(), text);
            context.out().print(text);
            return code;
        }
        return watch(look, context);
    }

    /** Until it is interrupted, or nobody takes what is shown. */
    private static ExitCode watch(Look look, Context context) {
        Measures measures = new Measures();
        boolean repaint = Terminal.isOutput() && !look.json();
        ExitCode code = ExitCode.OK;
        for (boolean first = true; !context.out().checkError(); first = false) {
            long next = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            StringBuilder text = new StringBuilder();
            try {
                code = look.at(measures, text);
            } catch (Failure e) {
                text.append("ottugi: ").append(e.getMessage()).append('\n');
            }
            String block = first || look.json() ? text.toString() : "\n" + text;
            context.out().print(repaint ? painted(text.toString(), first) : block);
            context.out().flush();
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        return code;
    }

    private static String painted(String text, boolean first) {
        return (first ? CLEAR : HOME) + text.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW;
    }

    /** What is looked at, and how it is shown. */
    private record Look(
            Supervisors supervisors,
            boolean all,
            Optional<InstanceName> name,
            List<String> workers,
            boolean json,
            Context context) {

        ExitCode at(Measures measures, StringBuilder text) {
            ExitCode worst = ExitCode.OK;
            Screen screen = json ? Screen.PLAIN : Screen.of(context);
            try {
                List<Places.Instance> shown = shown();
                for (Places.Instance instance : shown) {
                    JsonObject status = supervisors.status(instance, workers);
                    measures.addTo(status);
                    FoundIncidents.addTo(status, instance);
                    text.append(
                            json
                                    ? status + "\n"
                                    : StatusView.of(status, screen, !workers.isEmpty()));
                    ExitCode code = exitCode(status);
                    worst = code.code() > worst.code() ? code : worst;
                    if (code == ExitCode.NO_SUPERVISOR && !json) {
                        text.append(othersUp(instance));
                    }
                }
                text.append(json ? "" : notShown(shown));
                return worst;
            } catch (BadJson e) {
                throw new Failure(
                        ExitCode.SOFTWARE,
                        "the supervisor's status could not be read: " + e.getMessage());
            }
        }

        private List<Places.Instance> shown() {
            if (name.isPresent() || !workers.isEmpty()) {
                return List.of(supervisors.choose(name));
            }
            List<Places.Instance> here = all ? List.of() : supervisors.here();
            if (!here.isEmpty()) {
                return here;
            }
            List<Places.Instance> up = supervisors.up();
            List<Places.Instance> seen = up.isEmpty() ? supervisors.orphaned() : up;
            return seen.isEmpty() ? List.of(supervisors.choose(name)) : seen;
        }

        private static String othersUp(Places.Instance instance) {
            String others = Supervisors.ofOthers(instance.name());
            return others.isEmpty() ? "" : others.substring("; ".length()) + "\n";
        }

        /** The rest of those that are up, where the directory has chosen. */
        private String notShown(List<Places.Instance> shown) {
            if (name.isPresent() || !workers.isEmpty()) {
                return "";
            }
            List<Places.Instance> others = new ArrayList<>(supervisors.up());
            others.removeAll(shown);
            return others.isEmpty()
                    ? ""
                    : "up elsewhere: "
                            + Supervisors.names(others)
                            + " ('ottugi status --all-supervisors' shows them)\n";
        }

        private static boolean isDiskFull(JsonObject json) {
            return Json.stringOrNull(json, FullDisks.MEMBER) != null;
        }

        private static ExitCode exitCode(JsonObject status) throws BadJson {
            String state = Json.string(status.getAsJsonObject("supervisor"), "state");
            if (!state.equals("up")) {
                return ExitCode.NO_SUPERVISOR;
            }
            for (JsonObject worker : Json.objects(status, "workers")) {
                if (!Json.flag(worker, "ok") || isDiskFull(worker)) {
                    return ExitCode.DOWN;
                }
            }
            return isDiskFull(status.getAsJsonObject("supervisor")) ? ExitCode.DOWN : ExitCode.OK;
        }
    }
}
