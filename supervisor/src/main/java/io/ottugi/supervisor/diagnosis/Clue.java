package io.ottugi.supervisor.diagnosis;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A text that programs end with, and what it means when they did end with a failure.
 *
 * @param pattern found in a line
 * @param tell what to say of it
 */
record Clue(FindingKind kind, Pattern pattern, Function<Sighting, Telling> tell) {
    /**
     * What a clue says.
     *
     * @param what to follow how it ended and a colon, without a full stop
     */
    record Telling(String what, String advice) {}

    static Clue of(FindingKind kind, String regex, Function<Sighting, Telling> tell) {
        return new Clue(kind, Pattern.compile(regex), tell);
    }

    /**
     * @param what in which {@code $1} is the pattern's first group
     */
    static Clue of(FindingKind kind, String regex, String what, String advice) {
        return of(kind, regex, seen -> new Telling(what.replace("$1", seen.group(1)), advice));
    }
}
