package io.ottugi.it.bench;

import java.util.ArrayList;
import java.util.List;

/** Plain text in aligned columns: the first to the left, the others to the right. */
final class Table {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param columns the headings, the first of which stands over the rows' names
     */
    Table(String title, String... columns) {
        this.title = title;
        rows.add(List.of(columns));
    }

    /** Adds a row; the cells that are missing at its end stay empty. */
    Table row(String name, List<String> cells) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(cells);
        rows.add(row);
        return this;
    }

    /** Adds a line below the table. */
    Table note(String note) {
        notes.add(note);
        return this;
    }

    void print() {
        StringBuilder text = new StringBuilder("\n" + title + "\n");
        for (List<String> row : rows) {
            text.append("  ").append(line(row).stripTrailing()).append('\n');
        }
        notes.forEach(note -> text.append("  ").append(note).append('\n'));
        System.out.print(text);
        System.out.flush();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder(row.get(0)).append(padding(row.get(0), 0));
        for (int column = 1; column < row.size(); column++) {
            String cell = row.get(column);
            line.append("  ").append(padding(cell, column)).append(cell);
        }
        return line.toString();
    }

    private String padding(String cell, int column) {
        int width =
                rows.stream()
                        .filter(row -> row.size() > column)
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0);
        return " ".repeat(width - cell.length());
    }
}
