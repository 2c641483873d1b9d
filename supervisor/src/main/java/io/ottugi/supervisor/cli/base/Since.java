package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as people write it: how long ago, such as {@code 10m} or {@code 1h30m}; a time of today, a
 * date, both, or both with an offset, as in the event record; {@code today}, {@code yesterday},
 * {@code now}.
 */
public final class Since {
    private static final int LONGEST = 100;
    private static final Pattern DURATIONS =
            Pattern.compile("(?<![0-9.])(?:[0-9.]++(?:ms|[smhd]))+");
    private static final Pattern DURATION = Pattern.compile("(?<![0-9.])[0-9.]++(?:ms|[smhd])");
    private static final String AGO = " ago";

    private final String text;
    private final ZonedDateTime now;

    private Since(String text, ZonedDateTime now) {
        this.text = text;
        this.now = now;
    }

    /**
     * @param now in the zone in which the text is meant
     */
    public static Instant parse(String text, ZonedDateTime now) throws BadSetting {
        return new Since(text.strip(), now).instant();
    }

    private Instant instant() throws BadSetting {
        LocalDate today = now.toLocalDate();
        return switch (text) {
            case "now" -> now.toInstant();
            case "today" -> at(today.atStartOfDay());
            case "yesterday" -> at(today.minusDays(1).atStartOfDay());
            default -> {
                Optional<Duration> ago = ago();
                yield ago.isPresent() ? now.minus(ago.get()).toInstant() : moment(today);
            }
        };
    }

    private Instant at(LocalDateTime local) {
        return local.atZone(now.getZone()).toInstant();
    }

    private Optional<Duration> ago() throws BadSetting {
        String durations =
                text.endsWith(AGO) ? text.substring(0, text.length() - AGO.length()) : text;
        if (durations.length() > LONGEST || !DURATIONS.matcher(durations).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (Matcher part = DURATION.matcher(durations); part.find(); ) {
            sum = sum.plus(Durations.parse(part.group()));
        }
        return Optional.of(sum);
    }

    private Instant moment(LocalDate today) throws BadSetting {
        String iso = text.replaceFirst("(?<=[0-9]) +(?=[0-9])", "T");
        List<Function<String, Instant>> forms =
                List.of(
                        form -> OffsetDateTime.parse(form).toInstant(),
                        form -> at(LocalDateTime.parse(form)),
                        form -> at(LocalDate.parse(form).atStartOfDay()),
                        form -> at(today.atTime(LocalTime.parse(form))));
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(iso);
            } catch (DateTimeException e) {
                // Perhaps it is another one.
            }
        }
        throw new BadSetting(
                "'"
                        + text
                        + "' is no time; expected one such as 10m, 17:00, yesterday, "
                        + today
                        + " or "
                        + today
                        + "T17:00");
    }
}
