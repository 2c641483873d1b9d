package io.ottugi.supervisor.config.value;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads files of variables in the format of dotenv: {@code VAR=TEXT} lines, {@code export} before
 * them if one likes, comments, and quotes. A name is whatever execve(2) takes, such as {@code
 * solon.port}, but for blanks, and for {@code #} and quotes at its beginning. Text in single quotes
 * is taken as it is; in double quotes {@code \n}, {@code \t}, {@code \r}, {@code \"}, {@code \\}
 * and {@code \$} are escapes. Quoted text may span lines. Nothing is ever expanded or executed.
 */
public final class DotEnv {
    private static final String EXPORT = "export";

    private final String text;
    private int at;
    private int line = 1;

    private DotEnv(String text) {
        this.text = text;
    }

    /**
     * The variables in the order of the file; of one that is set twice the last value counts.
     *
     * @throws BadSetting whose message begins with the number of the line
     */
    public static Map<String, String> parse(String text) throws BadSetting {
        String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new DotEnv(clean.replace("\r\n", "\n")).variables();
    }

    private Map<String, String> variables() throws BadSetting {
        Map<String, String> variables = new LinkedHashMap<>();
        while (at < text.length()) {
            skipBlanks();
            if (peek() == '#') {
                skipLine();
            } else if (peek() != '\n' && at < text.length()) {
                String name = name();
                variables.put(name, value(name));
            }
            newLine();
        }
        return variables;
    }

    private String name() throws BadSetting {
        String name = word();
        if (name.equals(EXPORT) && isBlank(peek())) {
            skipBlanks();
            name = word();
        }
        skipBlanks();
        boolean quoted = name.startsWith("'") || name.startsWith("\"");
        if (name.isEmpty() || quoted || peek() != '=') {
            throw bad("expected VAR=TEXT");
        }
        at++;
        return name;
    }

    private String word() {
        int start = at;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isOfName(char c) {
        return c != '=' && c != '\0' && c != '\n' && !isBlank(c);
    }

    private String value(String name) throws BadSetting {
        skipBlanks();
        char quote = peek();
        String value = quote == '\'' || quote == '"' ? quoted(name, quote) : plain();
        if (value.indexOf('\0') >= 0) {
            throw bad(name + " holds a zero byte");
        }
        return value;
    }

    private String quoted(String name, char quote) throws BadSetting {
        int begin = line;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && peek() != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && quote == '"' && at < text.length()) {
                value.append(escaped(text.charAt(at++)));
            } else {
                line += c == '\n' ? 1 : 0;
                value.append(c);
            }
        }
        if (at == text.length()) {
            line = begin;
            throw bad("the quote of " + name + " is not closed");
        }
        at++;
        restOfLine(name);
        return value.toString();
    }

    /** An unknown escape is left as it is, as others do. */
    private String escaped(char c) {
        line += c == '\n' ? 1 : 0;
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"', '\\', '$' -> String.valueOf(c);
            case '\n' -> "";
            default -> "\\" + c;
        };
    }

    private void restOfLine(String name) throws BadSetting {
        skipBlanks();
        if (peek() == '#') {
            skipLine();
        }
        if (at < text.length() && peek() != '\n') {
            throw bad("there is something behind the closing quote of " + name);
        }
    }

    /** Up to a comment, which begins with a blank and {@code #}, or the end of the line. */
    private String plain() {
        int start = at;
        while (at < text.length() && peek() != '\n' && !isComment()) {
            at++;
        }
        String value = text.substring(start, at).strip();
        skipLine();
        return value;
    }

    private boolean isComment() {
        return peek() == '#' && at > 0 && isBlank(text.charAt(at - 1));
    }

    private void skipBlanks() {
        while (isBlank(peek())) {
            at++;
        }
    }

    private void skipLine() {
        while (at < text.length() && peek() != '\n') {
            at++;
        }
    }

    private void newLine() {
        if (at < text.length()) {
            at++;
            line++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /** The character that comes next; a zero byte at the end, which no check asks for. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /** No value is repeated: it may be a secret. */
    private BadSetting bad(String what) {
        return new BadSetting("line " + line + ": " + what);
    }
}
