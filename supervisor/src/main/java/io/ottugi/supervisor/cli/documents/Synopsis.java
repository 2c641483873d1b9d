package io.ottugi.supervisor.cli.documents;

/** Usage lines as mdoc(7) marks them up. */
final class Synopsis {
    private Synopsis() {}

    /** A line of macros that begins with the command. */
    static String line(Topic topic) {
        StringBuilder line = new StringBuilder("Cm ").append(Mdoc.argument(topic.name()));
        for (String token : Usage.of(topic).tokens()) {
            line.append(' ').append(marked(token));
        }
        return line.toString();
    }

    /** The forms of a flag, and its argument. */
    static String of(Topic.Flag flag) {
        StringBuilder line = new StringBuilder();
        for (String form : flag.forms()) {
            line.append(line.length() == 0 ? "" : " , ").append(marked(form));
        }
        return flag.takesArgument() ? line + " " + marked(flag.argument()) : line.toString();
    }

    private static String marked(String token) {
        return switch (token) {
            case "[" -> "Oo";
            case "]" -> "Oc";
            case "|" -> "|";
            case "--" -> "Fl -";
            case Usage.REPEATED -> "Ns " + Mdoc.escaped(Usage.REPEATED);
            default -> word(token);
        };
    }

    private static String word(String token) {
        if (Usage.isFlag(token)) {
            return "Fl " + Mdoc.argument(token.substring(1));
        }
        return (Usage.isPlaceholder(token) ? "Ar " : "Cm ") + Mdoc.argument(token);
    }
}
