package io.ottugi.supervisor.cli.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a shell may offer for a placeholder of a usage line. The templates have a function for each
 * that is more than words.
 */
enum Candidates {
    SUPERVISORS("NAME"),
    WORKERS("WORKER"),
    USERS("USER"),
    GROUPS("GROUP"),
    SIGNALS("SIGNAL|SIG"),
    SETTINGS("KEY=VALUE"),
    COMMANDS("COMMAND"),
    FILES("FILE|PATH|DIRECTORY");

    private static final String MARK = "@";

    private final String placeholders;

    Candidates(String placeholders) {
        this.placeholders = placeholders;
    }

    /** How the templates call it. */
    String mark() {
        return MARK + name().toLowerCase(Locale.ROOT);
    }

    /**
     * What may stand for a placeholder such as {@code WORKER} or {@code enable|disable|COMMAND}:
     * words as they are, and marks; nothing where everything may stand, as for {@code LINES}.
     */
    static List<String> of(String placeholder) {
        List<String> found = new ArrayList<>();
        for (String alternative : placeholder.split("\\|")) {
            // Of a list, what one element may be.
            String part = alternative.replaceFirst(",.*", "");
            if (part.equals(part.toLowerCase(Locale.ROOT)) && !part.isEmpty()) {
                found.add(part);
            }
            Arrays.stream(values())
                    .filter(
                            candidates ->
                                    List.of(candidates.placeholders.split("\\|")).contains(part))
                    .forEach(candidates -> found.add(candidates.mark()));
        }
        return found;
    }
}
