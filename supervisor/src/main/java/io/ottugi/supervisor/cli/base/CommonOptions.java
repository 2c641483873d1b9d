package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** Options that several commands share. */
public final class CommonOptions {
    /** What every command says that takes workers. */
    public static final String WORKERS =
            "WORKER is the name of a worker, meaning all of its instances, or of one instance, such"
                    + " as web:2,\nor a pattern of *, ? and [a-z], or all.";

    /** What every command means that was given no name. */
    public static final String NO_NAME =
            "Without -n a command is about the supervisor of the ottugi.toml here; where there is no"
                    + " such file,\nabout the only one that is up. Where several are, 'status' shows"
                    + " all, and the others ask which.";

    /** What every command says that waits. */
    public static final String OUTCOME =
            "Tells what comes of each, as it comes, and exits with 0 if all is well, 1 if not, 75"
                    + " when the\ntimeout has passed first, 74 if all was done, but a next"
                    + " supervisor would not know of it\nsince the disk took nothing. Leaving with ^C changes nothing.";

    private CommonOptions() {}

    public static Option name() {
        return valued("n", "name", "NAME")
                .desc("which supervisor (that of ./ottugi.toml, else the only one that is up)")
                .get();
    }

    public static Option set() {
        return valued("s", "set", "KEY=VALUE")
                .desc("a setting; may be repeated; 'ottugi help settings' lists them")
                .get();
    }

    public static Option file() {
        return valued("c", "config", "FILE")
                .desc("the configuration file (ottugi.toml, if it is there)")
                .get();
    }

    public static Option json() {
        return flag("json", "print JSON");
    }

    public static Option timeout() {
        return valued(null, "timeout", "DURATION")
                .desc("how long to wait, such as 30s or 2m (as long as it takes)")
                .get();
    }

    public static Option noWait() {
        return flag("no-wait", "return as soon as it is asked for");
    }

    public static Option follow() {
        return Option.builder("f")
                .longOpt("follow")
                .desc("go on with what is written from now on")
                .get();
    }

    /**
     * @param what is counted
     */
    public static Option lines(String what) {
        return valued("l", "lines", "LINES").desc("how many " + what).get();
    }

    /** An option that takes nothing. */
    public static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }

    /**
     * An option that takes a value.
     *
     * @param letter its short name, if it has one
     */
    public static Option.Builder valued(@Nullable String letter, String name, String argument) {
        return Option.builder(letter).longOpt(name).hasArg().argName(argument);
    }

    /**
     * What stands after the name of a command in its usage line: its options, in order, and then
     * its words.
     */
    public static String usage(Options options, String words) {
        StringBuilder usage = new StringBuilder();
        for (Option option : options.getOptions()) {
            boolean repeated = option.getLongOpt().equals("set");
            boolean named = repeated || option.getOpt() == null;
            usage.append(named ? "[--" + option.getLongOpt() : "[-" + option.getOpt())
                    .append(option.hasArg() ? " " + option.getArgName() : "")
                    .append(repeated ? "]… " : "] ");
        }
        return (usage + words).trim();
    }

    /** How long the replies to an operation are waited for. */
    public static Protocol.Waiting waiting(CommandLine line) {
        return new Protocol.Waiting(
                !line.hasOption("no-wait"),
                Optional.ofNullable(once(line, "timeout")).map(CommonOptions::duration));
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (BadSetting e) {
            throw new Failure(ExitCode.USAGE, "--timeout: " + e.getMessage());
        }
    }

    /** The value of an option that makes no sense twice. */
    public static @Nullable String once(CommandLine line, String option) {
        String[] values = line.getOptionValues(option);
        if (values != null && values.length > 1) {
            throw new Failure(ExitCode.USAGE, "--" + option + " is given twice");
        }
        return values == null ? null : values[0];
    }

    /**
     * A number of lines, or all.
     *
     * @return {@link Integer#MAX_VALUE} for all
     */
    public static int lines(CommandLine line, int byDefault) {
        String text = once(line, "lines");
        if (text == null) {
            return byDefault;
        }
        if (text.equals("all")) {
            return Integer.MAX_VALUE;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new Failure(ExitCode.USAGE, "-l: '" + text + "' is no number of lines");
        }
        return Integer.parseInt(text);
    }

    /** The name that was given, if one was. */
    public static Optional<InstanceName> name(CommandLine line) {
        String[] names = line.getOptionValues("n");
        if (names == null) {
            return Optional.empty();
        }
        if (names.length > 1) {
            throw new Failure(ExitCode.USAGE, "-n is given twice; a supervisor has one name");
        }
        return Optional.of(parse(names[0]));
    }

    static InstanceName parse(String name) {
        try {
            return InstanceName.parse(name);
        } catch (BadSetting e) {
            throw new Failure(ExitCode.USAGE, "-n: " + e.getMessage());
        }
    }
}
