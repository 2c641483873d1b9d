package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.daemon.Version;
import io.ottugi.supervisor.failure.ExitCode;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Tells what is installed. */
final class VersionCommand implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "tell the version of Ottugi and of its Java";
    }

    @Override
    public String description() {
        return "Prints one line.";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        context.out()
                .println(
                        "ottugi "
                                + Version.text()
                                + " (Java "
                                + System.getProperty("java.version")
                                + ")");
        return ExitCode.OK;
    }
}
