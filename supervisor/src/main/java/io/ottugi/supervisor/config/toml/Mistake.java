package io.ottugi.supervisor.config.toml;

import java.util.Comparator;

/**
 * One thing that is wrong in a file.
 *
 * @param place where, as far as a place can be told
 * @param message what, where it is not clear from the place, and what was expected
 */
public record Mistake(Origin place, String message) {
    static final Comparator<Mistake> BY_PLACE =
            Comparator.comparing(Mistake::place, Origin.BY_PLACE);

    /** Control characters of the file must not reach the terminal, nor break the line. */
    public Mistake {
        message = message.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * @param file as the operator knows it
     */
    public String in(String file) {
        return place.in(file) + ": " + message;
    }
}
