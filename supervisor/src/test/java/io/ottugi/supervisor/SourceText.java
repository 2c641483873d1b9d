package io.ottugi.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java source with its comments, strings and characters blanked out, line by line as it was, so
 * that what remains can be searched and its braces counted.
 */
final class SourceText {
    /** A method with its place. */
    record Method(String name, int firstLine, int lastLine) {
        int lines() {
            return lastLine - firstLine + 1;
        }
    }

    private record Block(String type, String method, int firstLine) {}

    private static final Pattern HIDDEN =
            Pattern.compile(
                    "//[^\n]*"
                            + "|/\\*.*?\\*/"
                            // Unrolled and possessive: an alternation in a loop recurses per
                            // character.
                            + "|\"\"\"[^\"\\\\]*+(?:(?:\\\\.|\"(?!\"\"))[^\"\\\\]*+)*+\"\"\""
                            + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\""
                            + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'",
                    Pattern.DOTALL);
    private static final Pattern ANNOTATION =
            Pattern.compile("@(?!interface)[\\w.]+(\\s*\\((?:[^()]|\\([^()]*\\))*\\))?");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
    private static final Pattern CALLABLE =
            Pattern.compile(
                    "(\\S+\\s+)?\\b(\\w+)\\s*\\(.*\\)(\\s*throws\\b[\\w\\s.,]*)?", Pattern.DOTALL);
    private static final Pattern NO_METHOD =
            Pattern.compile(
                    "\\b(?:if|for|while|switch|try|catch|do|else|return|new|throw|yield)\\b"
                            + "|\\bsynchronized\\s*\\(|->|=");

    private final String code;

    private SourceText(String code) {
        this.code = code;
    }

    static SourceText of(String source) {
        return new SourceText(blanked(HIDDEN, source));
    }

    private static String blanked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
    }

    /** The source without what a reader would not run. */
    String code() {
        return code;
    }

    int lines() {
        return (int) code.lines().count();
    }

    int lineAt(int offset) {
        return 1 + (int) code.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /** The methods and constructors, without abstract ones. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        Deque<Block> open = new ArrayDeque<>();
        String plain = blanked(ANNOTATION, code);
        int begin = 0;
        int parentheses = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '{') {
                open.push(block(plain.substring(begin, i), begin, enclosing(open)));
            } else if (c == '}' && !open.isEmpty()) {
                Block closed = open.pop();
                if (!closed.method().isEmpty()) {
                    methods.add(new Method(closed.method(), closed.firstLine(), lineAt(i)));
                }
            }
            boolean ends = c == '{' || c == '}' || (c == ';' && parentheses == 0);
            begin = ends ? i + 1 : begin;
        }
        return methods;
    }

    private static String enclosing(Deque<Block> open) {
        return open.stream().map(Block::type).filter(t -> !t.isEmpty()).findFirst().orElse("");
    }

    /** What braces belong to, by the text before them, which begins at an offset. */
    private Block block(String raw, int begin, String enclosing) {
        int firstLine = lineAt(begin + raw.length() - raw.stripLeading().length());
        String header = raw.strip();
        Matcher type = TYPE.matcher(header);
        if (type.find()) {
            return new Block(String.valueOf(type.group(1)), "", firstLine);
        }
        return new Block("", methodName(header, enclosing), firstLine);
    }

    private static String methodName(String header, String enclosing) {
        if (NO_METHOD.matcher(header).find()) {
            return "";
        }
        boolean compact = header.matches("(?:\\w+\\s+)?" + Pattern.quote(enclosing));
        if (compact && !enclosing.isEmpty()) {
            return enclosing;
        }
        Matcher callable = CALLABLE.matcher(header);
        if (!callable.find()) {
            return "";
        }
        String name = String.valueOf(callable.group(2));
        boolean typed = callable.group(1) != null;
        return typed || name.equals(enclosing) ? name : "";
    }
}
