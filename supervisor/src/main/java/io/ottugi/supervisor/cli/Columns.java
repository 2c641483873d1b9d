package io.ottugi.supervisor.cli;

import java.util.List;

/** Rows of text in columns as wide as their widest cell. */
final class Columns {
    private Columns() {}

    /** Each row a line; two spaces between columns, none at the end. */
    static String of(List<String[]> rows) {
        int[] widths = widths(rows);
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]);
                if (column < row.length - 1) {
                    line.append(" ".repeat(widths[column] - length(row[column]) + 2));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
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
