package io.ottugi.supervisor.cli.why;

import java.time.Duration;

/** Durations as one would say them: {@code 2s}, {@code 10m}, {@code 6h}, {@code 3d}. */
public final class Spans {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Up to so many of a unit it is said in that unit. */
    private static final int MANY = 2;

    private Spans() {}

    /** About so long. */
    public static String about(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        long seconds = Math.round(millis / 1000.0);
        if (seconds < MANY) {
            return tenths(millis / 1000.0) + "s";
        }
        if (seconds < MANY * MINUTE) {
            return seconds + "s";
        }
        if (seconds < MANY * HOUR) {
            return Math.round(seconds / (double) MINUTE) + "m";
        }
        if (seconds < MANY * DAY) {
            return tenths(seconds / (double) HOUR) + "h";
        }
        return tenths(seconds / (double) DAY) + "d";
    }

    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
