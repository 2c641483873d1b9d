package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.logs.Follow;
import io.ottugi.supervisor.logs.Tail;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Shows a worker's output. */
final class LogsCommand implements Command {
    private static final String LINES_BY_DEFAULT = "10";

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String usage() {
        return "[-n NAME] [-f] [-l LINES]";
    }

    @Override
    public String summary() {
        return "show the last lines of the worker's output, and follow it";
    }

    @Override
    public String description() {
        return "Works whether or not the supervisor is up. INT ends following.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(
                        Option.builder("f")
                                .longOpt("follow")
                                .desc("go on with what is written from now on")
                                .get())
                .addOption(
                        Option.builder("l")
                                .longOpt("lines")
                                .hasArg()
                                .argName("LINES")
                                .desc("how many lines (" + LINES_BY_DEFAULT + ")")
                                .get());
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context)
            throws InterruptedException {
        int lines = lines(line.getOptionValue("l", LINES_BY_DEFAULT));
        Path file = file(Supervisors.of(context).choose(CommonOptions.name(line)));
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

    /** The reader has seen enough, as with {@code ottugi logs | head}. */
    private static final class ReaderGone extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static void show(FileOutputStream out, byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            boolean readerGone = String.valueOf(e.getMessage()).contains("Broken pipe");
            throw readerGone ? new ReaderGone() : e;
        }
    }

    private int lines(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Cli.usage(this, "'" + text + "' is no number of lines");
        }
        return Integer.parseInt(text);
    }

    /** By the record, so that it needs no supervisor; else by what was last asked for. */
    private static Path file(Places.Instance instance) {
        String worker = instance.name().value();
        Optional<WorkerRecord> record = new WorkerRecords(instance.records()).read(worker);
        if (record.isEmpty()) {
            return existing(configured(instance), instance);
        }
        String log = record.get().log();
        if (log == null) {
            throw new Failure(
                    ExitCode.IO,
                    "the output of "
                            + worker
                            + " goes where 'ottugi run' was started; there is no file");
        }
        return existing(Path.of(log), instance);
    }

    private static Path configured(Places.Instance instance) {
        try {
            HandOver last = HandOver.fromJson(Files.readString(instance.handOver()));
            Path log = last.worker().logFile();
            return log == null ? instance.log(instance.name().value()) : log;
        } catch (IOException | BadJson | BadSetting e) {
            return instance.log(instance.name().value());
        }
    }

    private static Path existing(Path file, Places.Instance instance) {
        if (!Files.exists(file)) {
            throw new Failure(
                    ExitCode.NO_SUPERVISOR,
                    "there is no output of '" + instance.name() + "' at " + file);
        }
        return file;
    }
}
