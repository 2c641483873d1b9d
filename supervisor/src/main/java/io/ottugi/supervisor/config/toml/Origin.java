package io.ottugi.supervisor.config.toml;

import java.util.Comparator;

/**
 * Where a setting comes from.
 *
 * @param line from 1; 0 if there is no place in the file
 * @param column from 1, in characters
 */
public record Origin(int line, int column) {
    public static final Comparator<Origin> BY_PLACE =
            Comparator.comparingInt(Origin::line).thenComparingInt(Origin::column);

    /** The file as a whole. */
    public static final Origin FILE = new Origin(0, 0);

    /** The command line. */
    public static final Origin SET = new Origin(-1, 0);

    /** Such as {@code ottugi.toml:3:5}, which editors understand. */
    public String in(String file) {
        return this.equals(SET) ? "--set" : line == 0 ? file : file + ":" + line + ":" + column;
    }
}
