package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.Assembly;
import io.ottugi.supervisor.Foreground;
import io.ottugi.supervisor.failure.ExitStatus;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** A supervisor in the foreground. */
final class RunCommand implements Command {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public String usage() {
        return "[-n NAME] [--set KEY=VALUE]… [-c FILE | -- PROGRAM ARGUMENT…]";
    }

    @Override
    public String summary() {
        return "the same in the foreground: for terminals, containers and systemd";
    }

    @Override
    public String description() {
        return """
        Does what 'up' does without leaving. INT and TERM stop the workers, then the supervisor; a
        second INT stops at once. HUP and the end of the terminal are survived, as with nohup(1).
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
                .addOption(CommonOptions.set());
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
        int code = assembly.run(new Foreground(request.places(), assembly.inbox(), shows, ofFile));
        return () -> code;
    }

    private static boolean isProcessOne() {
        return ProcessHandle.current().pid() == 1;
    }
}
