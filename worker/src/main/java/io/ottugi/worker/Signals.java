package io.ottugi.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Signals by their names, and what the worker does upon them. */
final class Signals {
    private Signals() {}

    /** "sighup" and "HUP" both become "HUP". */
    static String plainName(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        return name.startsWith("SIG") ? name.substring("SIG".length()) : name;
    }

    /** A list such as {@code HUP,USR1} of signals that the machine knows. */
    static List<String> parse(String value) {
        List<String> names = new ArrayList<>();
        for (String part : Text.list(value)) {
            String name = plainName(part);
            if (!JdkSignals.isKnown(name)) {
                throw new IllegalArgumentException(
                        "signals are needed, such as TERM or HUP,USR1; '" + part + "' is none");
            }
            names.add(name);
        }
        return names;
    }

    /**
     * Runs something upon each receipt. Returns false for a signal that was ignored when this
     * process started: the JVM keeps such a one ignored, as nohup asks for.
     */
    static boolean handle(String name, Runnable action) throws Refusal {
        try {
            return JdkSignals.handle(name, action);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Refusal.USAGE,
                    "signal " + name + " cannot be handled: the JVM or the kernel keeps it");
        }
    }

    /** Those the JVM or the kernel keeps have no handler of ours and stay as they are. */
    static void restoreDefault(String name) {
        try {
            JdkSignals.restoreDefault(name);
        } catch (IllegalArgumentException kept) {
            return;
        }
    }
}
