package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.assembly.Assembly;
import io.ottugi.supervisor.assembly.Foreground;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Terminal;
import io.ottugi.supervisor.cli.check.Request;
import io.ottugi.supervisor.failure.ExitStatus;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** A supervisor in the foreground. */
final class RunCommand implements Command {
    private static final String STAY = "stay";

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String usage() {
        return "[-n NAME] [--set KEY=VALUE]… [--stay] [-c FILE | -- PROGRAM ARGUMENT…]";
    }

    @Override
    public String summary() {
        return "the same in the foreground: for terminals, containers and systemd";
    }

    @Override
    public String description() {
        return """
        Does what 'up' does without leaving. INT and TERM stop the workers, then the supervisor; a
        second INT stops at once. When no worker runs and none will be started by itself any more, it ends
        with the code of the worker; of several, of the first that failed. HUP and the end of the terminal are survived, as with nohup(1).
        On a terminal or a pipe the worker writes to its log file, which is shown; so nothing is
        lost, and nobody dies, when the reader goes. Of the workers of a file those run that can; what
        cannot be started now is told, and tried again. In a container (process 1), under systemd or
        with output to a file the worker writes there itself.""";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.file())
                .addOption(CommonOptions.set())
                .addOption(
                        CommonOptions.flag(
                                STAY,
                                "stay when nothing is left that could be started, as at boot"));
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    @Override
    public ExitStatus run(CommandLine line, List<String> words, Context context)
            throws InterruptedException {
        Request request = Request.parse(this, line, words, context);
        boolean ofFile = request.plan().file().isPresent();
        request = ofFile ? request : request.whollyUnlessItRuns();
        request.hindrances()
                .lines()
                .forEach(reason -> context.warn(reason + "; it is tried again"));
        request.notes().forEach(note -> context.err().println("ottugi: " + note));
        boolean shows = Terminal.isOutput() || (Terminal.isPipe() && !isProcessOne());
        if (shows) {
            request = request.logging();
        }
        Assembly assembly = new Assembly(request.plan(), request.places(), context.environment());
        int code =
                assembly.run(
                        new Foreground(
                                request.places(),
                                assembly.inbox(),
                                new Foreground.Manner(shows, ofFile, line.hasOption(STAY))));
        return () -> code;
    }

    private static boolean isProcessOne() {
        return ProcessHandle.current().pid() == 1;
    }
}
