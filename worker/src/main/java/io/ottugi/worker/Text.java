package io.ottugi.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the values of options. Whatever is wrong with a value is an {@link
 * IllegalArgumentException} whose message says what would have been right.
 */
final class Text {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_DIGITS = 18;

    private Text() {}

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A whole number from {@code least} to {@code most}. */
    static long number(String text, long least, long most) {
        long number = digits(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    most == Long.MAX_VALUE
                            ? "a whole number from " + least + " is needed"
                            : "a whole number from " + least + " to " + most + " is needed");
        }
        return number;
    }

    /** A whole number with its unit: ms, s, m or h; at most a year. */
    static Duration duration(String text) {
        int end = 0;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        long number = digits(text.substring(0, end));
        long unit = milliseconds(text.substring(end));
        if (number < 0 || unit == 0) {
            throw new IllegalArgumentException(
                    "a duration with its unit is needed, such as 100ms, 1s, 2m or 1h");
        }
        if (number > LONGEST.toMillis() / unit) {
            throw new IllegalArgumentException("a duration of at most a year (8760h) is needed");
        }
        return Duration.ofMillis(number * unit);
    }

    /** What stands between the commas; an empty text is a list of one empty part. */
    static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int comma; (comma = text.indexOf(',', start)) >= 0; start = comma + 1) {
            parts.add(text.substring(start, comma));
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The number that the text is, or -1 where it is none (nothing in this worker is negative). */
    static long digits(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long milliseconds(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }
}
