package io.ottugi.supervisor.config.value;

import java.time.Duration;

/** Durations as people write them: {@code 100ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
public final class Durations {
    private static final Duration LONGEST = Duration.ofDays(365);

    private enum Unit {
        MS("ms", 1),
        S("s", 1000),
        M("m", 60_000),
        H("h", 3_600_000),
        D("d", 86_400_000);

        private final String suffix;
        private final long millis;

        Unit(String suffix, long millis) {
            this.suffix = suffix;
            this.millis = millis;
        }
    }

    private Durations() {}

    /** Takes digits, perhaps with a fraction, and a unit; 0 needs none. At most a year. */
    public static Duration parse(String text) throws BadSetting {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        for (Unit unit : Unit.values()) {
            if (text.endsWith(unit.suffix)) {
                String number = text.substring(0, text.length() - unit.suffix.length());
                if (isNumber(number)) {
                    return bounded(text, Double.parseDouble(number) * unit.millis);
                }
            }
        }
        throw new BadSetting(
                "'" + text + "' is no duration; expected one such as 100ms, 10s or 2m");
    }

    private static Duration bounded(String text, double millis) throws BadSetting {
        if (millis > LONGEST.toMillis()) {
            throw new BadSetting("'" + text + "' is longer than a year");
        }
        return Duration.ofNanos(Math.round(millis * 1_000_000));
    }

    private static boolean isNumber(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots <= 1 && text.length() > dots && text.length() <= 18;
    }

    /**
     * A duration in the largest unit that reads well: {@code 950ms}, {@code 12.3s}, {@code 3m 5s}.
     */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return millis / 1000 + tenths(millis) + "s";
        }
        long seconds = millis / 1000;
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
        }
        return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
    }

    private static String tenths(long millis) {
        long tenth = millis % 1000 / 100;
        return tenth == 0 ? "" : "." + tenth;
    }
}
