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

/** {@code start}, {@code stop} and {@code restart}, which differ in little but their names. */
final class OperationCommand implements Command {
    private static final String ROLLING = "rolling";

    /** Nobody but the operator knows when a worker serves. */
    private static final String MEANING =
            "ottugi: 'runs' means: for as long as its start.settle; if it needs longer to serve, set"
                    + " that longer";

    private final ControlCommand command;
    private final String summary;
    private final String description;

    private OperationCommand(ControlCommand command, String summary, String description) {
        this.command = command;
        this.summary = summary;
        this.description = description;
    }

    static OperationCommand start() {
        return new OperationCommand(
                ControlCommand.START,
                "start workers, and wait until they run",
                """
                Starts workers that are down or were given up, and forgets their falls; one that
                runs is left alone. A worker that comes after others waits for them. It holds over
                a reload and a new supervisor, until somebody says 'stop'.""");
    }

    static OperationCommand stop() {
        return new OperationCommand(
                ControlCommand.STOP,
                "stop workers, and wait until they are gone",
                """
                Each worker gets its stop signal, those that come after others first; what is left
                of it after its stop timeout gets KILL. It stays down, also over a reload and a new
                supervisor, until somebody says 'start'.""");
    }

    static OperationCommand restart() {
        return new OperationCommand(
                ControlCommand.RESTART,
                "stop workers and start them again",
                """
                Stops workers as 'stop' does, and starts them again. With --rolling one after the
                other, each when the one before it has run for its start.settle; if one does not
                come up, the rest is left alone. Whether it serves by then nobody knows: set
                start.settle to the time that it needs for that.""");
    }

    @Override
    public String name() {
        return command.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "WORKER…");
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String description() {
        return description + "\n" + CommonOptions.WORKERS + "\n" + CommonOptions.OUTCOME;
    }

    @Override
    public Options options() {
        Options options = new Options().addOption(CommonOptions.name());
        if (command == ControlCommand.RESTART) {
            options.addOption(
                    CommonOptions.flag(
                            ROLLING,
                            "one after the other, each when the one before it has run for start.settle"));
        }
        return options.addOption(CommonOptions.timeout()).addOption(CommonOptions.noWait());
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
        Protocol.Waiting waiting = CommonOptions.waiting(line);
        boolean rolling = line.hasOption(ROLLING);
        ExitCode code =
                new Operation(
                                Supervisors.of(context).choose(CommonOptions.name(line)),
                                context,
                                waiting)
                        .run(Protocol.operation(command, words, rolling, waiting));
        if (rolling && code == ExitCode.OK) {
            context.err().println(MEANING);
        }
        return code;
    }
}
