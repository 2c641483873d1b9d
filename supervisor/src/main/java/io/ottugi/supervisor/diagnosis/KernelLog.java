package io.ottugi.supervisor.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records of {@code /dev/kmsg}, as {@code Documentation/ABI/testing/dev-kmsg} describes them. */
public final class KernelLog {
    private static final Pattern RECORD = Pattern.compile("\\d+,\\d+,(\\d{1,18}),[^;]*;(.*)");

    /** What the kernel says when it ends a process, by {@code oom_kill.c} and {@code traps.c}. */
    private static final List<Pattern> NAMING =
            List.of(
                    Pattern.compile("oom-kill:.*,pid=(\\d{1,9}),uid=\\d+"),
                    Pattern.compile("[^(]*?Killed process (\\d{1,9}) \\(.*"),
                    Pattern.compile(".*\\[(\\d{1,9})\\]: segfault at .*"),
                    Pattern.compile("traps: .*\\[(\\d{1,9})\\] .*"));

    private static final long SLACK_NANOS = 10_000_000_000L;

    private KernelLog() {}

    /**
     * A line about a process that the kernel ended.
     *
     * @param micros since boot
     */
    public record Line(long pid, long micros, String text) {
        /**
         * Whether it was said in that time, roughly: the kernel stamps its log by another clock.
         *
         * @param from monotonic nanoseconds, as is {@code to}
         */
        public boolean isWithin(long from, long to) {
            long nanos = micros * 1000;
            return nanos >= from - SLACK_NANOS && nanos <= to + SLACK_NANOS;
        }

        public boolean isOutOfMemory() {
            return text.contains("Killed process ") || text.startsWith("oom-kill:");
        }
    }

    /** Those records that tell of the end of a process. */
    public static List<Line> parse(List<String> records) {
        List<Line> lines = new ArrayList<>();
        for (String record : records) {
            Matcher matcher = RECORD.matcher(record.lines().findFirst().orElse(""));
            if (matcher.matches()) {
                String text = String.valueOf(matcher.group(2)).strip();
                long pid = pid(text);
                if (pid != 0) {
                    long micros = Long.parseLong(String.valueOf(matcher.group(1)));
                    lines.add(new Line(pid, micros, text));
                }
            }
        }
        return lines;
    }

    private static long pid(String text) {
        for (Pattern pattern : NAMING) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return Long.parseLong(String.valueOf(matcher.group(1)));
            }
        }
        return 0;
    }
}
