package io.ottugi.supervisor.cli;

import java.util.List;

/** Rows of text in columns as wide as their widest cell. */
final class Columns {
    private Columns() {}

    /** Each row a line; two spaces between columns, none at the end. */
    static String of(List<String[]> rows) {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]);
                if (column < row.length - 1) {
                    line.append(" ".repeat(width(rows, column) - length(row[column]) + 2));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<String[]> rows, int column) {
        int width = 0;
        for (String[] row : rows) {
            width = Math.max(width, column < row.length ? length(row[column]) : 0);
        }
        return width;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
