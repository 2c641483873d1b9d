package io.ottugi.supervisor.cli.documents;

import java.util.stream.Collectors;

/** Writes mdoc(7), in the subset that both mandoc and groff read without a complaint. */
final class Mdoc {
    private static final int WIDTH = 78;
    private static final String SENTENCE_END = "(?<=[.!?:]\\)?) +(?=[\\p{Lu}'(-])|\\n";
    private static final String PARAGRAPH_END = "\\n\\s*\\n";

    private final StringBuilder text = new StringBuilder();

    /** A line of macros; text among them has gone through {@link #argument}. */
    Mdoc line(String line) {
        text.append('.').append(line).append('\n');
        return this;
    }

    /** A list whose items begin with a tag. */
    Mdoc beginList() {
        return line("Bl -tag -width Ds");
    }

    Mdoc endList() {
        return line("El");
    }

    Mdoc item(String tag) {
        return line("It " + tag);
    }

    /** Text with {@code \n} for spaces and empty lines between paragraphs. */
    Mdoc prose(String prose) {
        String between = "";
        for (String paragraph : prose.strip().split(PARAGRAPH_END)) {
            text.append(between);
            String joined = paragraph.lines().map(String::strip).collect(Collectors.joining(" "));
            for (String sentence : joined.split(SENTENCE_END)) {
                wrap(sentence);
            }
            between = ".Pp\n";
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void wrap(String sentence) {
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" +")) {
            String escaped = escaped(word);
            if (line.length() > 0 && line.length() + 1 + escaped.length() > WIDTH) {
                text.append(protectedStart(line.toString())).append('\n');
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(escaped);
        }
        text.append(protectedStart(line.toString())).append('\n');
    }

    /** One argument of a macro: words that are names of macros would be taken as such. */
    static String argument(String argument) {
        String escaped = escaped(argument);
        boolean macro = escaped.matches("[A-Z][a-z]|%[A-Z]");
        return escaped.contains(" ") || escaped.isEmpty()
                ? "\"" + escaped.replace("\"", "\\(dq") + "\""
                : (macro ? "\\&" : "") + escaped;
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(escaped(c)));
        return escaped.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\e";
            case '-' -> "\\-";
            case '\'' -> "\\(aq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            default -> c < 128 ? Character.toString(c) : String.format("\\[u%04X]", c);
        };
    }

    /** A line that begins like a request is none. */
    private static String protectedStart(String line) {
        return line.startsWith(".") ? "\\&" + line : line;
    }
}
