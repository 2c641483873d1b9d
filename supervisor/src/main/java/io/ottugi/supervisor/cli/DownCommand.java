package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Conversation;
import io.ottugi.supervisor.cli.base.StillWaiting;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.Unsupervised;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.WorkerRecord;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Stops the workers, then the supervisor. */
final class DownCommand implements Command {
    private static final Duration LONG = Duration.ofSeconds(12);
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    @Override
    public String name() {
        return ControlCommand.DOWN.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "");
    }

    @Override
    public String summary() {
        return "stop the workers, then the supervisor";
    }

    @Override
    public String description() {
        return """
        Returns when all is gone. Each worker gets its stop signal, those that come after others
        first; what is left of it after its stop timeout gets KILL. With --keep-workers the workers
        go on unsupervised, and the next 'up' under this name takes them over.""";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.flag("keep-workers", "leave the workers running"));
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        Supervisors supervisors = Supervisors.of(context);
        Places.Instance instance = supervisors.choose(CommonOptions.name(line));
        Optional<ProcessIdentity> supervisor = InstanceLock.holder(instance);
        if (supervisor.isEmpty()) {
            return notUp(instance, context);
        }
        boolean keep = line.hasOption("keep-workers");
        Conversation down = Conversation.of(instance, Protocol.down(keep), AS_LONG_AS_IT_TAKES);
        Optional<JsonObject> reply =
                StillWaiting.during(down::ask, LONG, context, "'" + instance.name() + "' to stop");
        Conversation.awaitEnd(supervisor.get());
        context.out()
                .println(
                        instance.name()
                                + " is down"
                                + (keep ? "; its workers go on: " + pids(instance) : ""));
        tellDoubts(reply, context);
        return ExitCode.OK;
    }

    private static void tellDoubts(Optional<JsonObject> reply, Context context) {
        try {
            List<String> left =
                    reply.isPresent() ? Json.strings(reply.get(), "left_in_doubt") : List.of();
            if (!left.isEmpty()) {
                context.err()
                        .println(
                                "ottugi: left alone, since nothing proves whose they are ("
                                        + String.join("; ", left)
                                        + "): end what is not wanted");
            }
        } catch (BadJson e) {
            // A supervisor of another version.
        }
    }

    private static ExitCode notUp(Places.Instance instance, Context context) {
        List<WorkerRecord> living = Unsupervised.living(instance);
        if (!living.isEmpty()) {
            throw new Failure(
                    ExitCode.DOWN,
                    "no supervisor is up under '"
                            + instance.name()
                            + "', but its workers go on ("
                            + pids(instance)
                            + "); 'ottugi up' with that name takes them over, then 'down' stops them");
        }
        if (!Files.isDirectory(instance.state())) {
            throw new Failure(
                    ExitCode.NO_SUPERVISOR,
                    "there is no supervisor '"
                            + instance.name()
                            + "'"
                            + Supervisors.ofOthers(instance.name()));
        }
        String others = Supervisors.ofOthers(instance.name());
        context.out().println(instance.name() + " is down already" + others);
        return ExitCode.OK;
    }

    private static String pids(Places.Instance instance) {
        return String.join(
                ", ",
                Unsupervised.living(instance).stream()
                        .map(record -> "pid " + record.identity().pid())
                        .toList());
    }
}
