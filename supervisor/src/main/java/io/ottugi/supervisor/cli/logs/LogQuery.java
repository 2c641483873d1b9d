package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.Since;
import io.ottugi.supervisor.cli.base.Terminal;
import io.ottugi.supervisor.cli.base.WallClock;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/**
 * What is to be shown of logs.
 *
 * @param lines how many of each at most, {@link Long#MAX_VALUE} for all
 * @param since only what was written then or later
 * @param grep only lines in which it is found
 * @param follow whether all that comes is shown too
 * @param markers whether the ends of generations are shown
 * @param names whether each line is told whose it is, where there are several
 * @param colours whether they are welcome
 */
record LogQuery(
        long lines,
        @Nullable Instant since,
        @Nullable Pattern grep,
        Stream stream,
        boolean follow,
        boolean markers,
        boolean names,
        boolean colours) {
    static final int LINES_BY_DEFAULT = 10;

    /** What a worker writes to. */
    enum Stream {
        STDOUT,
        STDERR,
        BOTH;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.follow())
                .addOption(
                        CommonOptions.lines(
                                "lines of each, or all ("
                                        + LINES_BY_DEFAULT
                                        + "; all with --since or --grep)"))
                .addOption(
                        CommonOptions.valued("S", "since", "TIME")
                                .desc("what was written from then on, such as 10m or 17:00")
                                .get())
                .addOption(
                        CommonOptions.valued("g", "grep", "REGEX")
                                .desc("only lines in which it is found")
                                .get())
                .addOption(
                        CommonOptions.valued(null, "stream", "stdout|stderr|both")
                                .desc("of workers with a log.error_file (both)")
                                .get())
                .addOption(
                        CommonOptions.flag(
                                "markers", "show where a generation ended and why, also in a pipe"))
                .addOption(CommonOptions.flag("no-markers", "do not, not on a terminal either"))
                .addOption(CommonOptions.flag("no-names", "no names before the lines of several"));
    }

    static LogQuery parse(CommandLine line, Context context) {
        Instant since = since(line);
        Pattern grep = grep(line);
        boolean bounded = since != null || grep != null;
        int lines = CommonOptions.lines(line, bounded ? Integer.MAX_VALUE : LINES_BY_DEFAULT);
        if (line.hasOption("markers") && line.hasOption("no-markers")) {
            throw usage("--markers and --no-markers exclude each other");
        }
        boolean markers = Terminal.isOutput() && grep == null && !line.hasOption("no-markers");
        return new LogQuery(
                lines == Integer.MAX_VALUE ? Long.MAX_VALUE : lines,
                since,
                grep,
                stream(line),
                line.hasOption("f"),
                markers || line.hasOption("markers"),
                !line.hasOption("no-names"),
                Terminal.colours(context));
    }

    private static @Nullable Instant since(CommandLine line) {
        String text = CommonOptions.once(line, "since");
        if (text == null) {
            return null;
        }
        try {
            return Since.parse(text, WallClock.now().atZone(ZoneId.systemDefault()));
        } catch (BadSetting e) {
            throw usage("--since: " + e.getMessage());
        }
    }

    private static @Nullable Pattern grep(CommandLine line) {
        String text = CommonOptions.once(line, "grep");
        if (text == null) {
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            String at = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
            throw usage(
                    "--grep: '" + text + "' is no regular expression: " + e.getDescription() + at);
        }
    }

    private static Stream stream(CommandLine line) {
        String text = Optional.ofNullable(CommonOptions.once(line, "stream")).orElse("both");
        for (Stream stream : Stream.values()) {
            if (stream.label().equals(text)) {
                return stream;
            }
        }
        throw usage("--stream: '" + text + "' is none; expected stdout, stderr or both");
    }

    private static Failure usage(String what) {
        return new Failure(ExitCode.USAGE, "logs: " + what);
    }
}
