package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.Nearest;
import java.util.Collection;
import java.util.Locale;

/** What was probably meant by a mistyped word. */
final class Suggestion {
    private Suggestion() {}

    /** Such as {@code (did you mean 'why'?)}, to follow a complaint; empty if nothing is near. */
    static String of(String written, Collection<String> names) {
        return Nearest.slip(written.toLowerCase(Locale.ROOT), names)
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }
}
