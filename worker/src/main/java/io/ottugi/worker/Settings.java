package io.ottugi.worker;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the worker was asked to do, checked: nothing looks at the arguments after this.
 *
 * @param counts after how many counts to stop, {@link Long#MAX_VALUE} for never
 */
record Settings(
        boolean help,
        Path file,
        Duration interval,
        boolean resume,
        long counts,
        List<Misbehaviour> misbehaviours) {

    static final String DEFAULT_FILE = "/tmp/daemon.out";

    /**
     * @param given the value of each option that was given, empty for those without one
     */
    static Settings of(Map<Option, String> given) throws Refusal {
        Draft draft = new Draft();
        for (Map.Entry<Option, String> entry : given.entrySet()) {
            try {
                draft.take(entry.getKey(), entry.getValue());
            } catch (IllegalArgumentException e) {
                throw badValue(entry.getKey(), entry.getValue(), e);
            }
        }
        return draft.settings();
    }

    /** The defaults, and what replaces them. */
    private static final class Draft {
        private boolean help;
        private Path file = Path.of(DEFAULT_FILE);
        private Duration interval = Duration.ofSeconds(1);
        private boolean resume;
        private long counts = Long.MAX_VALUE;
        private final List<Misbehaviour> misbehaviours = new ArrayList<>();

        void take(Option option, String value) {
            switch (option) {
                case FILE -> file = path(value);
                case INTERVAL -> interval = interval(value);
                case RESUME -> resume = true;
                case COUNT -> counts = Text.number(value, 1, Long.MAX_VALUE);
                case HELP -> help = true;
                case EXIT -> misbehaviours.add(Exit.parse(value));
                case KILL -> misbehaviours.add(KillItself.parse(value));
                case HANG -> misbehaviours.add(new Hang(Text.duration(value)));
                case NEVER_READY -> misbehaviours.add(new NeverReady());
                case IGNORE -> misbehaviours.add(IgnoreSignals.parse(value));
                case REPORT_SIGNALS -> misbehaviours.add(ReportSignals.parse(value));
                case FLOOD -> misbehaviours.add(Flood.parse(value));
                case LEAK -> misbehaviours.add(Leak.parse(value));
            }
        }

        Settings settings() {
            return new Settings(help, file, interval, resume, counts, List.copyOf(misbehaviours));
        }
    }

    private static Refusal badValue(Option option, String value, IllegalArgumentException why) {
        return new Refusal(Refusal.USAGE, option.flag() + " '" + value + "': " + why.getMessage());
    }

    private static Path path(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the path of a file is needed");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }

    private static Duration interval(String value) {
        Duration interval = Text.duration(value);
        if (interval.isZero()) {
            throw new IllegalArgumentException("an interval of at least 1ms is needed");
        }
        return interval;
    }
}
