package io.ottugi.supervisor.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in lines that fit, with labels beside its paragraphs.
 *
 * @param width of a line
 * @param styled whether bold and dim letters are welcome
 */
public record Page(int width, boolean styled) {
    private static final int NARROWEST = 40;
    private static final int LABELS = 15;

    /**
     * What is to be copied stays in one line, which the terminal may wrap: quoted, or after a
     * colon.
     */
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?<![^\\s(])'[^']{1,300}+'(?![^\\s.,;:)])"
                            + "|(?<=[:;] )(?:ottugi|ss|namei|auditctl|ausearch|loginctl) [^;]*+");

    /** Stands for a space at which a line does not end. */
    private static final char KEPT = '\uE000';

    private static final String BOLD = "\033[1m";
    private static final String DIM = "\033[2m";
    private static final String PLAIN = "\033[0m";

    public Page {
        width = Math.max(NARROWEST, width);
    }

    String bold(String line) {
        return styled ? BOLD + line + PLAIN : line;
    }

    /** A paragraph whose second and later lines are indented by two. */
    public String paragraph(String text) {
        return lines(text, width, 2);
    }

    /** A paragraph in lines that fit, if its words do. */
    public static String wrapped(String text, int width) {
        return lines(text, width, 0);
    }

    /** A heading, which may need more than one line. */
    String heading(String text) {
        StringBuilder styledLines = new StringBuilder();
        paragraph(text).lines().forEach(line -> styledLines.append(bold(line)).append('\n'));
        return styledLines.toString();
    }

    /** Paragraphs beside a label; nothing if there are none. */
    String section(String label, List<String> paragraphs) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : paragraphs) {
            lines(paragraph, width - LABELS, 0)
                    .lines()
                    .forEach(
                            line -> {
                                String beside = text.length() == 0 ? label : "";
                                String gap = " ".repeat(LABELS - beside.length());
                                text.append(dim(beside)).append(gap).append(line).append('\n');
                            });
        }
        return text.toString();
    }

    private String dim(String label) {
        return styled && !label.isEmpty() ? DIM + label + PLAIN : label;
    }

    private static String lines(String text, int width, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        String kept = COMMAND.matcher(clean(text)).replaceAll(found -> unbroken(found.group()));
        for (String part : kept.split(" ")) {
            String word = part.replace(KEPT, ' ');
            boolean full = length(line) + 1 + length(word) > width;
            if (line.toString().isBlank()) {
                line.append(word);
            } else if (full) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ".repeat(indent)).append(word);
            } else {
                line.append(' ').append(word);
            }
        }
        lines.add(line.toString());
        return String.join("\n", lines) + "\n";
    }

    private static String unbroken(String command) {
        return Matcher.quoteReplacement(command.replace(' ', KEPT));
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    /** What a worker wrote must not reach the terminal as commands to it. */
    public static String clean(String text) {
        return text.replaceAll(
                "\\p{Cntrl}|[\\x{80}-\\x{9f}]|[\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]", "?");
    }
}
