package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.config.value.Nearest;
import java.util.Collection;
import java.util.Locale;

/** What was probably meant by a mistyped word. */
public final class Suggestion {
    private Suggestion() {}

    /** Such as {@code (did you mean 'why'?)}, to follow a complaint; empty if nothing is near. */
    public static String of(String written, Collection<String> names) {
        return Nearest.slip(written.toLowerCase(Locale.ROOT), names)
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }
}
