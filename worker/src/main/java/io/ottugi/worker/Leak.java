package io.ottugi.worker;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves processes behind that outlive the worker, in the ways that make them ever harder to find.
 * Each is announced as {@code leaked KIND pid PID} before the worker is ready.
 */
record Leak(List<Kind> kinds) implements Misbehaviour {
    static final String KINDS = "group,session,orphan";

    /** How a process is left behind. */
    enum Kind {
        /** In the worker's process group: a signal to the group reaches it. */
        GROUP,
        /** In a session of its own: only its parenthood shows whose it is, while that lasts. */
        SESSION,
        /** Forked twice and in a session of its own: only its environment shows whose it is. */
        ORPHAN;

        private List<String> command() {
            return switch (this) {
                case GROUP -> List.of("sleep", "3600");
                case SESSION -> List.of("setsid", "sleep", "3600");
                case ORPHAN ->
                        List.of("setsid", "sh", "-c", "sleep 3600 & echo leaked orphan pid $!");
            };
        }

        static Kind parse(String text) {
            for (Kind kind : values()) {
                if (Text.lowerCase(kind.name()).equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("kinds out of " + KINDS + " are needed");
        }
    }

    static Leak parse(String value) {
        List<Kind> kinds = new ArrayList<>();
        for (String part : Text.list(value)) {
            kinds.add(Kind.parse(part));
        }
        return new Leak(kinds);
    }

    @Override
    public void begin(Stage stage) throws Refusal {
        for (Kind kind : kinds) {
            Process process = Children.start(kind.command());
            if (kind == Kind.ORPHAN) {
                awaitSecondFork(process);
            } else {
                stage.output().write(announcement(kind, process.pid()));
            }
        }
    }

    private static String announcement(Kind kind, long pid) {
        return "leaked " + Text.lowerCase(kind.name()) + " pid " + pid + "\n";
    }

    private static void awaitSecondFork(Process process) throws Refusal {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new Refusal(Refusal.INTERNAL, "interrupted while a process was left behind");
        }
    }
}
