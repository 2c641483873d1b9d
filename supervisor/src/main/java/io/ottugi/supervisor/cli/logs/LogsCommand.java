package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.ReaderGone;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Shows a worker's output. */
public final class LogsCommand implements Command {
    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "[WORKER…]");
    }

    @Override
    public String summary() {
        return "show what workers have written, and follow it";
    }

    @Override
    public String description() {
        return """
        Shows the last lines of each worker's output, archives included; without WORKER of all. The
        lines of several have their names before them (with ! instead of | what went to a
        log.error_file) and come in the order in which they were written, as far as that is known.
        On a terminal it is also shown where a generation ended, and why. Works whether or not the
        supervisor is up. INT ends following.

        TIME is how long ago (10m, 1h30m), a time of today (17:00), a date, a date and time
        (2026-11-22T17:00), today or yesterday. REGEX is a regular expression of Java; (?i) at its
        beginning ignores case.
        """
                + CommonOptions.WORKERS;
    }

    @Override
    public Options options() {
        return LogQuery.options();
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
    public ExitCode run(CommandLine line, List<String> words, Context context)
            throws InterruptedException {
        LogQuery query = LogQuery.parse(line, context);
        Places.Instance instance = Supervisors.of(context).choose(CommonOptions.name(line));
        List<WorkerLogs.Files> logs = WorkerLogs.find(instance, words);
        try {
            new LogsView(query, context, instance.events()).show(logs);
            return ExitCode.OK;
        } catch (ReaderGone e) {
            return ExitCode.OK;
        } catch (IOException e) {
            throw new Failure(ExitCode.IO, "cannot show logs: " + Failure.reason(e));
        }
    }
}
