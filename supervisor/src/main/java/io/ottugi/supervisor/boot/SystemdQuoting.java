package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.config.value.ShellQuoting;

/**
 * Words for unit files, by systemd.syntax(7) and systemd.service(5): C-style escapes within double
 * quotes, {@code %%} for a percent sign and, in arguments only, {@code $$} for a dollar sign.
 */
final class SystemdQuoting {
    private SystemdQuoting() {}

    /** An argument in ExecStart=. */
    static String argument(String text) {
        return ShellQuoting.isPlain(text) ? text : quoted(text.replace("$", "$$"));
    }

    /** A word where dollar signs have no meaning: the program in ExecStart=, Environment=. */
    static String literal(String text) {
        return ShellQuoting.isPlain(text) ? text : quoted(text);
    }

    /**
     * A directory for a setting that takes the rest of its line as it stands. A backslash or white
     * space at its end would be taken for something else, hence the slash.
     */
    static String directory(String path) {
        if (path.chars().anyMatch(SystemdQuoting::isControl)) {
            throw new IllegalArgumentException("control characters in a directory's name: " + path);
        }
        boolean needsSlash = path.endsWith("\\") || path.endsWith(" ");
        return path.replace("%", "%%") + (needsSlash ? "/" : "");
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> append(out, (char) c));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '%' -> out.append("%%");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
                if (isControl(c)) {
                    out.append("\\x%02x".formatted((int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    static boolean isControl(int c) {
        return c < ' ' || c == 0x7f;
    }
}
