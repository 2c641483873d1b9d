package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Operation;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.failure.ExitCode;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Sends workers a signal. */
final class SignalCommand implements Command {
    private static final Protocol.Waiting AT_ONCE = new Protocol.Waiting(false, Optional.empty());

    @Override
    public String name() {
        return ControlCommand.SIGNAL.label();
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "SIGNAL WORKER…");
    }

    @Override
    public String summary() {
        return "send workers a signal";
    }

    @Override
    public String description() {
        return """
        SIGNAL is a name such as HUP or SIGUSR1, or a number. It is sent to the first process of
        each worker. One that ends by it has fallen, and is started again if its policy says so;
        'stop' and 'restart' are for ending it.
        """
                + CommonOptions.WORKERS
                + "\nExits with 1 if one of them did not run.";
    }

    @Override
    public Options options() {
        return new Options().addOption(CommonOptions.name());
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
        if (words.size() < 2) {
            throw usageError("say which signal, and which workers");
        }
        return new Operation(
                        Supervisors.of(context).choose(CommonOptions.name(line)), context, AT_ONCE)
                .run(Protocol.signal(signal(words.get(0)), words.subList(1, words.size())));
    }

    private SignalName signal(String text) {
        try {
            return SignalName.parse(text);
        } catch (BadSetting e) {
            throw usageError(String.valueOf(e.getMessage()));
        }
    }
}
