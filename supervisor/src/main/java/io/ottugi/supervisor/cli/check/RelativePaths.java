package io.ottugi.supervisor.cli.check;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the words of a command mean in {@code /}, where the worker runs, what they mean where the
 * operator stands. A word is taken for a path only if it cannot well be anything else:
 *
 * <ul>
 *   <li>the program, if it has a slash in it;
 *   <li>a word that begins with {@code ./} or {@code ../};
 *   <li>a word with a dot or a slash in it that names something that is there;
 *   <li>the value in {@code --option=value} and each part of a list like {@code a.jar:b.jar}, by
 *       the same rules.
 * </ul>
 *
 * <p>Each change is told. When the worker's directory was given, its words are left alone: then
 * they are meant to be relative to that, but for the program.
 *
 * @param changes which words were changed, in words
 * @param doubts which were left alone, though they may be paths
 */
record RelativePaths(List<String> words, List<String> changes, List<String> doubts) {

    /** All that is to be told of a command that was just typed. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(changes);
        notes.addAll(doubts);
        return notes;
    }

    static RelativePaths resolve(List<String> words, Path base, boolean directoryGiven) {
        List<String> resolved = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean script = i > 0 && words.get(i - 1).equals("-c");
            String meant = i == 0 ? program(word, base) : word;
            if (i > 0 && !directoryGiven && !script) {
                meant = argument(word, base);
            }
            if (!meant.equals(word) && i > 0) {
                changes.add("'" + word + "' is taken as " + meant);
            }
            if (i > 0 && !directoryGiven && meant.equals(word) && isBareFile(word, base)) {
                doubts.add(leftAlone(word));
            }
            resolved.add(meant);
        }
        return new RelativePaths(List.copyOf(resolved), List.copyOf(changes), List.copyOf(doubts));
    }

    private static boolean isBareFile(String word, Path base) {
        return word.indexOf('/') < 0
                && names(word, base)
                && Files.isRegularFile(base.resolve(word));
    }

    private static String leftAlone(String word) {
        return "'"
                + word
                + "' is left as it is, but the worker runs in /; if the file is meant, write ./"
                + word;
    }

    private static String program(String word, Path base) {
        return word.indexOf('/') < 0 ? word : base.resolve(word).normalize().toString();
    }

    private static String argument(String word, Path base) {
        int equals = word.startsWith("-") ? word.indexOf('=') : -1;
        String value = word.substring(equals + 1);
        String meant = value.indexOf(':') > 0 ? list(value, base) : path(value, base);
        return word.substring(0, equals + 1) + meant;
    }

    /** One part that is a path makes it a list of paths; then every part must be there. */
    private static String list(String value, Path base) {
        List<String> parts = new ArrayList<>();
        boolean anyPath = false;
        for (String part : value.split(":", -1)) {
            String meant = path(part, base);
            boolean isPath = part.startsWith("/") || !meant.equals(part);
            if (!isPath && !names(part, base)) {
                return value;
            }
            anyPath |= isPath;
            parts.add(isPath ? meant : base.resolve(part).toString());
        }
        return anyPath ? String.join(":", parts) : value;
    }

    /** Whether a word names something that is there. */
    private static boolean names(String word, Path base) {
        try {
            return !word.isEmpty() && !word.startsWith("-") && Files.exists(base.resolve(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String path(String value, Path base) {
        if (value.isEmpty() || value.startsWith("/") || value.startsWith("-")) {
            return value;
        }
        try {
            Path there = base.resolve(value).normalize();
            boolean explicit = value.startsWith("./") || value.startsWith("../");
            boolean plausible = value.indexOf('.') >= 0 || value.indexOf('/') >= 0;
            Path parent = there.getParent();
            boolean fits =
                    (plausible && Files.exists(there))
                            || (explicit && parent != null && Files.isDirectory(parent));
            return fits ? there.toString() : value;
        } catch (InvalidPathException e) {
            return value;
        }
    }
}
