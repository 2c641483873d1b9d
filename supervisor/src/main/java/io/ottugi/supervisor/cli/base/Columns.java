package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.cli.why.Page;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell. */
public final class Columns {
    private static final int GAP = 2;

    /**
     * The last column is wrapped beside the others if this much is left for it, else below them.
     */
    private static final int LEAST_BESIDE = 30;

    private static final int BELOW = 4;

    private Columns() {}

    /** Each row a line; two spaces between columns, none at the end. */
    public static String of(List<String[]> rows) {
        return String.join("", of(rows, Integer.MAX_VALUE));
    }

    /**
     * Each row a text of its own, which may have several lines: its last cell is wrapped.
     *
     * @param width of a line, which the other cells may exceed
     */
    public static List<String> of(List<String[]> rows, int width) {
        int[] widths = widths(rows);
        List<String> texts = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length - 1; column++) {
                line.append(row[column])
                        .append(" ".repeat(widths[column] - length(row[column]) + GAP));
            }
            String last = row.length == 0 ? "" : row[row.length - 1];
            texts.add(wrapped(line.toString(), last, width));
        }
        return texts;
    }

    /** A line of which the last cell is wrapped where it does not fit. */
    public static String wrapped(String cells, String last, int width) {
        int used = length(cells);
        if (last.isEmpty() || used + length(last) <= width) {
            return (cells + last).stripTrailing() + "\n";
        }
        boolean beside = width - used >= LEAST_BESIDE;
        int indent = beside ? used : BELOW;
        String lines =
                Page.wrapped(last, Math.max(LEAST_BESIDE, width - indent))
                        .indent(indent)
                        .stripTrailing();
        return (beside ? cells + lines.substring(indent) : cells.stripTrailing() + "\n" + lines)
                + "\n";
    }

    /** How wide the cells but the last of each row are together. */
    public static int widthOfAllButLast(List<String[]> rows) {
        int width = 0;
        for (int column : widths(rows)) {
            width += column == 0 ? 0 : column + GAP;
        }
        return width;
    }

    private static int[] widths(List<String[]> rows) {
        int[] widths = new int[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        for (String[] row : rows) {
            // The last cell of a row may be as wide as it likes.
            for (int column = 0; column < row.length - 1; column++) {
                widths[column] = Math.max(widths[column], length(row[column]));
            }
        }
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
