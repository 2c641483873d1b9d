package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.LastPlan;
import io.ottugi.supervisor.cli.base.Operation;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.check.PlanSource;
import io.ottugi.supervisor.cli.check.Request;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Reads the configuration file again. */
final class ReloadCommand implements Command {
    private static final String DIFF = "diff";

    @Override
    public String name() {
        return ControlCommand.RELOAD.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "");
    }

    @Override
    public String summary() {
        return "read the configuration file again, and touch only what changed";
    }

    @Override
    public String description() {
        return """
        Reads the file that the supervisor was started with, or FILE, and tells what differs. What
        is new is started, what is gone is stopped, what cannot change in a running process is
        restarted, everything else is changed where it stands. What somebody stopped or started by
        hand stays so. A file with a mistake in it changes nothing. With --diff nothing is changed
        in any case.
        """
                + CommonOptions.OUTCOME;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.file())
                .addOption(CommonOptions.set())
                .addOption(CommonOptions.flag(DIFF, "tell what would change, and change nothing"))
                .addOption(CommonOptions.timeout())
                .addOption(CommonOptions.noWait());
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        Protocol.Waiting waiting = CommonOptions.waiting(line);
        Request request = request(line, context);
        request.notes().forEach(note -> context.err().println("ottugi: " + note));
        boolean dryRun = line.hasOption(DIFF);
        ReloadView view = new ReloadView();
        Operation operation = new Operation(request.places(), context, waiting, view::lines);
        JsonObject last =
                operation.last(Protocol.reload(HandOver.toJson(request.plan()), dryRun, waiting));
        context.out().print(view.summary(dryRun));
        return operation.exitCode(last);
    }

    /** What 'up' would make of the file, and refuse of it. */
    private static Request request(CommandLine line, Context context) {
        Optional<String> file = PlanSource.given(line);
        Optional<InstanceName> name = CommonOptions.name(line);
        if (file.isPresent()) {
            return Request.ofFile(file.get(), line, name, context).wholly();
        }
        Places.Instance instance = Supervisors.of(context).choose(name);
        if (InstanceLock.holder(instance).isEmpty()) {
            throw Operation.notUp(instance);
        }
        Path last = LastPlan.file(instance).orElseThrow(() -> hasNoFile(instance));
        return Request.ofFile(last.toString(), line, Optional.of(instance.name()), context)
                .wholly();
    }

    private static Failure hasNoFile(Places.Instance instance) {
        return new Failure(
                ExitCode.USAGE,
                "supervisor '"
                        + instance.name()
                        + "' was started without a configuration file; give one with -c FILE");
    }
}
