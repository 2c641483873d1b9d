package io.ottugi.supervisor.cli.why;

import io.ottugi.supervisor.config.value.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Moments as people say them.
 *
 * @param zone the operator's
 */
record Moments(Instant now, ZoneId zone) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** Such as {@code 14:04:58}, {@code yesterday 14:04:58} or the date and time. */
    String at(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (local.toLocalDate().equals(today)) {
            return local.format(TIME);
        }
        return local.toLocalDate().equals(today.minusDays(1))
                ? "yesterday " + local.format(TIME)
                : local.format(DAY_AND_TIME);
    }

    /** Such as {@code 3s ago, at 14:04:58}. */
    String ago(Instant moment) {
        return since(moment) + " ago (" + at(moment) + ")";
    }

    /** Such as {@code in 12s, at 14:05:10}. */
    String in(Instant moment) {
        return moment.isAfter(now)
                ? "in " + Durations.format(Duration.between(now, moment)) + " (" + at(moment) + ")"
                : "at once";
    }

    String since(Instant moment) {
        Duration passed = Duration.between(moment, now);
        return Durations.format(passed.isNegative() ? Duration.ZERO : passed);
    }
}
