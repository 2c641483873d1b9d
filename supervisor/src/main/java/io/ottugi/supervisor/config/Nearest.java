package io.ottugi.supervisor.config;

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
        int most = Math.max(2, written.length() / 3);
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

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
