package io.ottugi.it.bench;

import java.util.Locale;

/** Something that a figure should not exceed. */
record Aim(String what, double most, String unit) {
    /** A line that says whether it does not. */
    String judge(double figure) {
        String verdict = figure <= most ? "kept" : "missed";
        return String.format(
                Locale.ROOT,
                "aim: %s at most %.2f %s: %.2f, %s",
                what,
                most,
                unit,
                figure,
                verdict);
    }
}
