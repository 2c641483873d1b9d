package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.diagnosis.Clue.Telling;
import java.util.List;
import java.util.Optional;

/** Errors that nobody in the program caught. */
final class ExceptionClues {
    private static final String CAUSED_BY = "Caused by: ";
    private static final String ADVICE = "The stack trace is in its output: ottugi logs ";
    private static final int LONGEST = 200;

    static final List<Clue> LIST =
            List.of(
                    Clue.of(
                            FindingKind.UNCAUGHT_EXCEPTION,
                            "^Exception in thread \"(.*?)\" (.+)",
                            seen -> uncaught(seen, " in thread " + seen.group(1), seen.group(2))),
                    Clue.of(
                            FindingKind.UNCAUGHT_EXCEPTION,
                            "^APPLICATION FAILED TO START$",
                            ExceptionClues::failedToStart),
                    Clue.of(
                            FindingKind.UNCAUGHT_EXCEPTION,
                            "^Traceback \\(most recent call last\\):",
                            seen -> uncaught(seen, "", afterTrace(seen))),
                    Clue.of(
                            FindingKind.UNCAUGHT_EXCEPTION,
                            "^(?:panic|fatal error): (.+)",
                            seen -> uncaught(seen, "", seen.group(1))),
                    Clue.of(
                            FindingKind.UNCAUGHT_EXCEPTION,
                            "^thread '([^']*+)'.* panicked at (.+)",
                            seen -> uncaught(seen, " in thread " + seen.group(1), seen.group(2))),
                    Clue.of(
                            FindingKind.UNCAUGHT_EXCEPTION,
                            "^(?:Uncaught )?((?:[A-Z]\\w*)?Error(?: \\[\\w+\\])?: .+)",
                            seen -> uncaught(seen, "", seen.group(1))));

    private ExceptionClues() {}

    private static Telling uncaught(Sighting seen, String where, String exception) {
        String root =
                rootCause(seen)
                        .map(line -> ", caused by " + line.strip().substring(CAUSED_BY.length()))
                        .orElse("");
        return new Telling(
                "an uncaught exception" + where + ", " + brief(exception) + brief(root),
                ADVICE + seen.facts().run().worker());
    }

    private static Telling failedToStart(Sighting seen) {
        List<String> lines = seen.facts().output().lines();
        boolean described = false;
        for (int i = seen.index() + 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (described && !line.isEmpty()) {
                return new Telling(
                        "the application failed to start: " + brief(stripDot(line)),
                        ADVICE + seen.facts().run().worker());
            }
            described |= line.equals("Description:");
        }
        return new Telling("the application failed to start", ADVICE + seen.facts().run().worker());
    }

    /** The first line after a Python traceback that is not indented. */
    private static String afterTrace(Sighting seen) {
        List<String> lines = seen.facts().output().lines();
        for (int i = seen.index() + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !Character.isWhitespace(lines.get(i).charAt(0))) {
                return lines.get(i).strip();
            }
        }
        return "of which only the beginning is told";
    }

    /** The last {@code Caused by} of the stack trace that a line begins. */
    static Optional<String> rootCause(Sighting seen) {
        String root = null;
        for (String line : seen.rest()) {
            if (line.strip().startsWith(CAUSED_BY)) {
                root = line;
            }
        }
        return Optional.ofNullable(root);
    }

    private static String brief(String text) {
        return stripDot(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    private static String stripDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
