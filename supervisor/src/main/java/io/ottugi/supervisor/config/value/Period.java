package io.ottugi.supervisor.config.value;

import java.time.Duration;
import java.util.Locale;

/**
 * How often something is done: at the turn of the hour, the day or the week by the local clock, or
 * each time that so much has passed.
 *
 * @param unit which turn, or {@code NONE} for a length
 * @param length in which case it is not zero
 */
public record Period(Turn unit, Duration length) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** A turn of the local calendar. */
    public enum Turn {
        HOURLY,
        DAILY,
        /** On Mondays, as ISO 8601 has it. */
        WEEKLY,
        NONE
    }

    public static Period parse(String text) throws BadSetting {
        for (Turn turn : Turn.values()) {
            if (turn != Turn.NONE && text.equals(turn.name().toLowerCase(Locale.ROOT))) {
                return new Period(turn, Duration.ZERO);
            }
        }
        Duration length;
        try {
            length = Durations.parse(text);
        } catch (BadSetting e) {
            throw new BadSetting(
                    "'" + text + "' does not fit; expected hourly, daily, weekly or a duration");
        }
        if (length.compareTo(SHORTEST) < 0) {
            throw new BadSetting("'" + text + "' is too often; expected 1m or more");
        }
        return new Period(Turn.NONE, length);
    }
}
