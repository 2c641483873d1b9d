package io.ottugi.supervisor.cli.why;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often something happened lately. */
record Frequency(int lastHour, int lastDay, int lastWeek, int all) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration FOR_EVER = Duration.ofDays(100_000);

    static Frequency of(List<Instant> moments, Instant now) {
        return new Frequency(
                since(moments, now.minus(HOUR)),
                since(moments, now.minus(DAY)),
                since(moments, now.minus(WEEK)),
                moments.size());
    }

    private static int since(List<Instant> moments, Instant from) {
        return (int) moments.stream().filter(moment -> moment.isAfter(from)).count();
    }

    /**
     * Such as {@code 3 times in the last hour, 12 in the last day}; what says nothing more is left
     * out, and nothing is said of a time before the record.
     *
     * @param since when the record begins, or null
     */
    String words(@Nullable Instant since, Instant now) {
        Duration known = since == null ? FOR_EVER : Duration.between(since, now);
        List<String> parts = new ArrayList<>();
        add(parts, lastHour, 0, known.compareTo(HOUR) < 0, "in the last hour", known);
        add(parts, lastDay, lastHour, known.compareTo(DAY) < 0, "in the last day", known);
        add(parts, lastWeek, lastDay, known.compareTo(WEEK) < 0, "in the last week", known);
        add(parts, all, lastWeek, true, "", known);
        return String.join(", ", parts);
    }

    /**
     * @param young whether the record does not go back so far
     */
    private static void add(
            List<String> parts, int count, int before, boolean young, String when, Duration known) {
        if (count > before) {
            String times = count == 1 ? "once" : parts.isEmpty() ? count + " times" : "" + count;
            boolean whole = young && known.compareTo(FOR_EVER) < 0;
            String window = whole ? "in the " + Spans.about(known) + " on record" : when;
            parts.add((times + " " + (window.isEmpty() ? "in all" : window)).strip());
        }
    }
}
