package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Operation;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.failure.ExitCode;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Makes more or fewer instances of a worker. */
final class ScaleCommand implements Command {
    @Override
    public String name() {
        return ControlCommand.SCALE.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "WORKER INSTANCES");
    }

    @Override
    public String summary() {
        return "run more or fewer instances of a worker";
    }

    @Override
    public String description() {
        return """
        For a worker whose 'instances' is set. New ones get the next numbers, the highest numbers
        are stopped first. It holds over a reload and a new supervisor, until the number in the
        file changes.
        """
                + CommonOptions.OUTCOME;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.timeout())
                .addOption(CommonOptions.noWait());
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
        if (words.size() != 2) {
            throw usageError("say which worker, and how many instances of it");
        }
        String number = words.get(1);
        if (!number.matches("[0-9]{1,6}")) {
            throw usageError("'" + number + "' is no number of instances");
        }
        Protocol.Waiting waiting = CommonOptions.waiting(line);
        return new Operation(
                        Supervisors.of(context).choose(CommonOptions.name(line)), context, waiting)
                .run(Protocol.scale(words.get(0), Integer.parseInt(number), waiting));
    }
}
