package io.ottugi.supervisor.config.value;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The likeliest of the names; empty if there is none. */
    public static Optional<String> to(String written, Collection<String> names) {
        return names.stream()
                .min(
                        Comparator.<String>comparingInt(name -> distanceTo(name, written))
                                .thenComparing(name -> !sameBeginning(name, written)));
    }

    /** The likeliest, if it is near enough for a slip of the fingers. */
    public static Optional<String> slip(String written, Collection<String> names) {
        // Of four letters half would be two: NOPE is no slip for FPE.
        int some = written.length() < 5 ? 1 : Math.max(2, written.length() / 3);
        int most = Math.min(some, written.length() - 1);
        return to(written, names).filter(name -> distanceTo(name, written) <= most);
    }

    /** The first letter is seldom the wrong one. */
    private static boolean sameBeginning(String name, String written) {
        return !name.isEmpty() && written.startsWith(name.substring(0, 1));
    }

    /** Forgetting the table's name, or what is in the table, is the commonest slip of all. */
    private static int distanceTo(String name, String written) {
        boolean part = name.endsWith("." + written) || name.startsWith(written + ".");
        return part ? 1 : distance(written, name);
    }

    /** Levenshtein's distance; two letters that changed places are one slip, not two. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] spare = before;
            before = above;
            above = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + same, 1 + Math.min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && areSwapped(a, i, b, j)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }

    private static boolean areSwapped(String a, int i, String b, int j) {
        return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
