package io.ottugi.supervisor.config.value;

import io.ottugi.supervisor.lifecycle.FallPattern;

/** Kinds of falls as text: {@code exit 78}, {@code signal SEGV}, {@code could-not-start}. */
public final class FallPatterns {
    private static final String COULD_NOT_START = "could-not-start";
    private static final String NOT_READY = "not-ready";

    private FallPatterns() {}

    public static FallPattern parse(String text) throws BadSetting {
        String trimmed = text.strip();
        if (trimmed.equals(COULD_NOT_START)) {
            return new FallPattern(FallPattern.Kind.COULD_NOT_START, 0);
        }
        if (trimmed.equals(NOT_READY)) {
            return new FallPattern(FallPattern.Kind.NOT_READY, 0);
        }
        if (trimmed.matches("exit +[0-9]{1,3}")) {
            int code = Integer.parseInt(trimmed.substring(4).strip());
            if (code <= 255) {
                return new FallPattern(FallPattern.Kind.EXIT, code);
            }
        }
        if (trimmed.matches("signal +[A-Za-z0-9]+")) {
            String signal = trimmed.substring(6).strip();
            return new FallPattern(FallPattern.Kind.SIGNAL, SignalName.parse(signal).number());
        }
        throw new BadSetting(
                "'"
                        + text
                        + "' is no kind of fall; expected 'exit N', 'signal NAME',"
                        + " 'could-not-start' or 'not-ready'");
    }

    /** As it is written. */
    public static String text(FallPattern pattern) {
        return switch (pattern.kind()) {
            case EXIT -> "exit " + pattern.number();
            case SIGNAL -> "signal " + SignalName.of(pattern.number());
            case COULD_NOT_START -> COULD_NOT_START;
            case NOT_READY -> NOT_READY;
        };
    }
}
