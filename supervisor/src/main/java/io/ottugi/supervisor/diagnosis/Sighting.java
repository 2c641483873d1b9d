package io.ottugi.supervisor.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that was read at the end of a worker's output.
 *
 * @param index of the line
 */
record Sighting(Facts facts, int index, Matcher match) {
    private static final int NEAR = 8;

    /** What belongs to the line above it: stack traces, and what the java launcher ends with. */
    private static final Pattern CONTINUATION =
            Pattern.compile(
                    "\\s*(Caused by|Suppressed|Wrapped by): .*|#.*|Error: Could not create the Java"
                            + " Virtual Machine\\.|Error: A fatal exception has occurred\\. Program"
                            + " will exit\\.");

    /** The last line in which the pattern is found. */
    static Optional<Sighting> last(Facts facts, Pattern pattern) {
        for (int index : facts.output().said()) {
            Matcher matcher = pattern.matcher(facts.output().lines().get(index));
            if (matcher.find()) {
                return Optional.of(new Sighting(facts, index, matcher));
            }
        }
        return Optional.empty();
    }

    /** A group of the match, empty if it took no part. */
    String group(int number) {
        String text = number <= match.groupCount() ? match.group(number) : null;
        return text == null ? "" : text.strip();
    }

    String line() {
        return facts.output().lines().get(index);
    }

    Quote quote() {
        return Words.quote(Quote.OUTPUT, line());
    }

    /** Where what it belongs to ends; what was said last counts most. */
    int end() {
        List<String> lines = facts.output().lines();
        int end = index;
        while (end + 1 < lines.size() && isContinuation(lines.get(end + 1))) {
            end++;
        }
        return end;
    }

    static boolean isContinuation(String line) {
        return OutputText.isTrace(line) || CONTINUATION.matcher(line).matches();
    }

    /** The lines of what it belongs to, from it on. */
    List<String> rest() {
        return facts.output().lines().subList(index, end() + 1);
    }

    /** The line itself and those around it, the nearest first. */
    List<String> near() {
        List<String> lines = facts.output().lines();
        List<String> near = new ArrayList<>();
        near.add(line());
        for (int distance = 1; distance <= NEAR; distance++) {
            if (index - distance >= 0) {
                near.add(lines.get(index - distance));
            }
            if (index + distance < lines.size()) {
                near.add(lines.get(index + distance));
            }
        }
        return near;
    }
}
