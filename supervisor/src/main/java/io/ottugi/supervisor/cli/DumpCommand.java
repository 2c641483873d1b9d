package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Operation;
import io.ottugi.supervisor.cli.base.OperationView;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Takes evidence from workers that go on. */
final class DumpCommand implements Command {
    private static final String HISTOGRAM = "histogram";
    private static final String RECORDING = "flight-recording";
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Protocol.Waiting FOR_ALL = new Protocol.Waiting(true, Optional.empty());

    @Override
    public String name() {
        return ControlCommand.DUMP.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "WORKER…");
    }

    @Override
    public String summary() {
        return "take evidence from workers without harming them";
    }

    @Override
    public String description() {
        return """
        Takes what is taken from a worker that hangs, before it is killed, from one that goes on:
        what its processes do, their memory and open descriptors, the last lines of output, and of
        a JVM two thread dumps a second apart, which it writes into its output too. Prints the
        folder that it is in.
        --histogram counts the classes of a JVM's heap, which stops it meanwhile, and
        --flight-recording records it for so long; both ask it by the jcmd of its own JDK, which
        needs a JDK and not only a runtime. A jcmd that takes too long is told of, and not killed.
        """
                + CommonOptions.WORKERS
                + "\nExits with 1 if one of them did not run.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.flag(HISTOGRAM, "count the classes of a JVM's heap too"))
                .addOption(
                        CommonOptions.valued(null, RECORDING, "DURATION")
                                .desc("record a JVM for so long too, such as 30s")
                                .get());
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
        if (words.isEmpty()) {
            throw usageError("say which workers, or all");
        }
        return new Operation(
                        Supervisors.of(context).choose(CommonOptions.name(line)),
                        context,
                        FOR_ALL,
                        DumpCommand::line)
                .run(Protocol.dump(words, line.hasOption(HISTOGRAM), recording(line)));
    }

    private Optional<Duration> recording(CommandLine line) {
        String text = line.getOptionValue(RECORDING);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Duration length = Durations.parse(text);
            if (length.isZero() || length.compareTo(LONGEST) > 0) {
                throw usageError("--" + RECORDING + " takes from 1s to 1h, not " + text);
            }
            return Optional.of(length);
        } catch (BadSetting e) {
            throw usageError("--" + RECORDING + ": " + e.getMessage());
        }
    }

    /** The folder first and alone on its line's end, so that it can be copied. */
    static String line(JsonObject part) {
        String incident = Json.stringOrNull(part, "incident");
        String detail = Json.stringOrNull(part, "detail");
        if (incident == null) {
            return OperationView.line(part);
        }
        String worker = Json.stringOrNull(part, "worker");
        StringBuilder text = new StringBuilder(worker + ": " + incident + "\n");
        if (detail != null) {
            for (String note : detail.split("; ", -1)) {
                text.append("  ").append(note).append('\n');
            }
        }
        return text.toString();
    }
}
