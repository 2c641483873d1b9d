package io.ottugi.supervisor.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The end of a generation's output as lines that can be searched and quoted: without colours and
 * control characters, whatever the bytes are, no line longer than {@link #LONGEST_LINE}.
 *
 * @param said the indexes of the lines that were said at the end, the last first; those of traces
 *     say nothing by themselves
 */
public record OutputText(List<String> lines, List<Integer> said) {
    static final int LONGEST_LINE = 2000;
    public static final OutputText NONE = new OutputText(List.of());

    /** Only what was said at the very end can have to do with it. */
    private static final int CLOSING_LINES = 60;

    private static final int CLOSING_WITH_TRACES = 3000;

    private static final char DELETE = 0x7f;

    /** CSI and OSC sequences, and what else begins with ESC: ECMA-48. */
    private static final Pattern ESCAPES =
            Pattern.compile(
                    "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|.)");

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    /** Lines of stack traces and thread dumps, which say nothing by themselves. */
    private static final Pattern TRACE =
            Pattern.compile(
                    "\\s+(at\\s|\\.\\.\\. \\d+ (more|common)|- (locked|waiting|parking|None|<)|File"
                            + " \").*|\\s+java\\.lang\\.Thread\\.State:.*|\\s*");

    public OutputText {
        lines = List.copyOf(lines);
        said = List.copyOf(said);
    }

    OutputText(List<String> lines) {
        this(lines, said(lines));
    }

    /**
     * @param bytes the last ones of the output
     * @param whole whether they begin where a line begins
     */
    public static OutputText of(byte[] bytes, boolean whole) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\r?\n|\r", -1)) {
            lines.add(clean(line));
        }
        if (!whole && lines.size() > 1) {
            lines.remove(0);
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return new OutputText(lines);
    }

    /** This, and then what was said elsewhere. */
    public OutputText then(OutputText other) {
        List<String> both = new ArrayList<>(lines);
        both.addAll(other.lines);
        return new OutputText(both);
    }

    /** The last lines that have that many characters together. */
    public String tail(int most) {
        StringBuilder text = new StringBuilder();
        int first = lines.size();
        int length = 0;
        while (first > 0 && length + lines.get(first - 1).length() < most) {
            first--;
            length += lines.get(first).length() + 1;
        }
        lines.subList(first, lines.size()).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String clean(String line) {
        String head = line.length() > 2 * LONGEST_LINE ? line.substring(0, 2 * LONGEST_LINE) : line;
        String plain = head.chars().anyMatch(OutputText::isControl) ? withoutControls(head) : head;
        return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) : plain;
    }

    private static boolean isControl(int character) {
        return (character < ' ' && character != '\t') || character == DELETE;
    }

    private static String withoutControls(String line) {
        return CONTROLS.matcher(ESCAPES.matcher(line).replaceAll("")).replaceAll("");
    }

    static boolean isTrace(String line) {
        boolean may = line.isEmpty() || Character.isWhitespace(line.charAt(0));
        return line.startsWith("\tat ") || (may && TRACE.matcher(line).matches());
    }

    private static List<Integer> said(List<String> lines) {
        List<Integer> said = new ArrayList<>();
        int limit = Math.max(0, lines.size() - CLOSING_WITH_TRACES);
        for (int i = lines.size() - 1; i >= limit && said.size() < CLOSING_LINES; i--) {
            if (!isTrace(lines.get(i))) {
                said.add(i);
            }
        }
        return said;
    }

    /** Those lines, in the order in which they were said. */
    public List<String> closing() {
        List<String> closing = new ArrayList<>();
        said.forEach(index -> closing.add(lines.get(index)));
        Collections.reverse(closing);
        return closing;
    }

    /** The last ones of them. */
    List<String> lastSaid(int most) {
        List<String> closing = closing();
        return closing.subList(Math.max(0, closing.size() - most), closing.size()).stream()
                .map(String::strip)
                .toList();
    }
}
