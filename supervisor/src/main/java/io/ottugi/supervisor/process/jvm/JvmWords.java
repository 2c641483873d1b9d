package io.ottugi.supervisor.process.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The options that a JVM will be given, wherever they stand: the order is the one in which HotSpot
 * takes them, so that of two the later counts.
 */
public final class JvmWords {
    /** Taken by the JVM itself before the command line, by the launcher, and after everything. */
    private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    private static final String LAUNCHER_OPTIONS = "JDK_JAVA_OPTIONS";
    private static final String LAST_OPTIONS = "_JAVA_OPTIONS";

    /** Options of the launcher whose value is the next word; {@code java.c} of the JDK. */
    private static final Set<String> WITH_A_VALUE =
            Set.of(
                    "-cp",
                    "-classpath",
                    "--class-path",
                    "-p",
                    "--module-path",
                    "--upgrade-module-path",
                    "--add-modules",
                    "--limit-modules",
                    "--add-exports",
                    "--add-opens",
                    "--add-reads",
                    "--patch-module",
                    "--enable-native-access",
                    "--source");

    /** Options after which the rest is the program's. */
    private static final Set<String> LAST = Set.of("-jar", "-m", "--module");

    private static final int MOST_FILES = 50;

    private final Function<String, Optional<String>> files;
    private final List<String> options = new ArrayList<>();
    private boolean expands = true;
    private boolean over;
    private boolean skipsValue;
    private int filesRead;

    private JvmWords(Function<String, Optional<String>> files) {
        this.files = files;
    }

    /**
     * @param arguments what follows {@code java}
     * @param environment of the process
     * @param files reads a file of arguments, by its name as it is written; empty if there is none
     */
    public static List<String> of(
            List<String> arguments,
            Map<String, String> environment,
            Function<String, Optional<String>> files) {
        JvmWords words = new JvmWords(files);
        words.options.addAll(split(environment.getOrDefault(TOOL_OPTIONS, "")));
        words.takeAll(split(environment.getOrDefault(LAUNCHER_OPTIONS, "")));
        words.takeAll(arguments);
        words.options.addAll(split(environment.getOrDefault(LAST_OPTIONS, "")));
        return words.options;
    }

    /** The jar that is named by {@code -jar}; a file of arguments is not looked into. */
    public static Optional<String> jar(List<String> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("-jar")) {
                return Optional.of(arguments.get(i + 1));
            }
            if (WITH_A_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void takeAll(List<String> words) {
        words.forEach(this::take);
    }

    private void take(String word) {
        if (over) {
            return;
        }
        if (skipsValue) {
            skipsValue = false;
        } else if (word.equals("--disable-@files")) {
            expands = false;
        } else if (expands && word.length() > 1 && word.charAt(0) == '@') {
            expand(word.substring(1));
        } else if (LAST.contains(word) || !word.startsWith("-")) {
            over = true;
        } else {
            skipsValue = WITH_A_VALUE.contains(word);
            options.add(word);
            fileOfOptions(word);
        }
    }

    /** {@code @@x} is the word {@code @x}; files in files are not expanded. */
    private void expand(String name) {
        if (name.startsWith("@")) {
            over = true;
        } else if (filesRead++ < MOST_FILES) {
            expands = false;
            files.apply(name).ifPresent(text -> takeAll(split(text)));
            expands = true;
        }
    }

    private void fileOfOptions(String word) {
        String prefix = "-XX:VMOptionsFile=";
        if (word.startsWith(prefix) && filesRead++ < MOST_FILES) {
            files.apply(word.substring(prefix.length()))
                    .ifPresent(text -> options.addAll(split(text)));
        }
    }

    /**
     * Splits as the launcher does: white space divides, quotes hold together, a backslash in quotes
     * takes the next character as it is, and {@code #} begins a comment.
     */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == '#' && !inWord) {
                i = endOfLine(text, i);
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
