package io.ottugi.supervisor.cli.base;

import java.util.List;

/** How names and markers look: coloured where that is welcome, else plain. */
public final class Style {
    private static final List<String> COLOURS =
            List.of("36", "33", "32", "35", "34", "96", "93", "92", "95", "94");
    private static final String DIM = "2";
    private static final String OUTPUT = " | ";
    private static final String ERRORS = " ! ";

    private final boolean colours;

    public Style(boolean colours) {
        this.colours = colours;
    }

    /**
     * What stands before a line of a worker.
     *
     * @param width of the longest name
     * @param ofErrors whether it is a line of its errors
     */
    public String name(String unit, int width, boolean ofErrors) {
        String text =
                unit
                        + " ".repeat(Math.max(0, width - unit.length()))
                        + (ofErrors ? ERRORS : OUTPUT);
        return painted(COLOURS.get(Math.floorMod(unit.hashCode(), COLOURS.size())), text);
    }

    public String marker(String text) {
        return painted(DIM, text);
    }

    private String painted(String colour, String text) {
        return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
