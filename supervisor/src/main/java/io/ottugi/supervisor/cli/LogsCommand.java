package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.Follow;
import io.ottugi.supervisor.logs.Tail;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Shows a worker's output. */
final class LogsCommand implements Command {
    private static final int LINES_BY_DEFAULT = 10;

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "[WORKER]");
    }

    @Override
    public String summary() {
        return "show the last lines of a worker's output, and follow it";
    }

    @Override
    public String description() {
        return """
        WORKER may be left out if there is only one; of a worker with several instances, say which,
        such as web:2. Works whether or not the supervisor is up. INT ends following.""";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.follow())
                .addOption(CommonOptions.lines("lines, or all (" + LINES_BY_DEFAULT + ")"));
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
        if (words.size() > 1) {
            throw Cli.usage(this, "'" + words.get(1) + "' is one word too many");
        }
        int lines = CommonOptions.lines(line, LINES_BY_DEFAULT);
        Path file =
                WorkerLog.find(
                        Supervisors.of(context).choose(CommonOptions.name(line)),
                        words.stream().findFirst());
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            Follow follow = new Follow(file, Tail.start(file, lines));
            if (line.hasOption("f")) {
                follow.run((bytes, length) -> show(out, bytes, length));
            } else {
                follow.drain((bytes, length) -> show(out, bytes, length));
            }
            return ExitCode.OK;
        } catch (ReaderGone e) {
            return ExitCode.OK;
        } catch (IOException e) {
            throw new Failure(ExitCode.IO, "cannot show " + file + ": " + Failure.reason(e));
        }
    }

    private static void show(FileOutputStream out, byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            boolean readerGone = String.valueOf(e.getMessage()).contains("Broken pipe");
            throw readerGone ? new ReaderGone() : e;
        }
    }
}
