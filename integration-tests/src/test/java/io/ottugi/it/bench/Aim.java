package io.ottugi.it.bench;

import java.util.Locale;

/** Something that a figure should not exceed. */
record Aim(String what, double most, String unit) {
    /** A line that says whether it does not. */
    String judge(double figure) {
        return line(what, "at most", most, unit, figure, figure <= most);
    }

    /** The same for something that a figure should reach. */
    static String least(String what, double least, String unit, double figure) {
        return line(what, "at least", least, unit, figure, figure >= least);
    }

    private static String line(
            String what, String bound, double limit, String unit, double figure, boolean kept) {
        return String.format(
                Locale.ROOT,
                "aim: %s %s %.2f %s: %.2f, %s",
                what,
                bound,
                limit,
                unit,
                figure,
                kept ? "kept" : "missed");
    }
}
