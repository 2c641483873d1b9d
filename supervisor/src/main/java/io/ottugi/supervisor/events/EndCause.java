package io.ottugi.supervisor.events;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a generation's end, as status, events, log and incidents have it: a sentence for
 * people, and the kind and number that the sentence stands for. The sentence is made and read here
 * only; it is a file format, so that no reader may compare it with a text of its own.
 *
 * @param number the exit code, or the number of the signal where this machine knows its name; empty
 *     where the kind has none
 * @param text such as {@code exit 7} or {@code signal SEGV (core dumped)}
 */
public record EndCause(Kind kind, OptionalInt number, String text) {
    private static final Pattern EXIT = Pattern.compile("exit ([0-9]{1,3})(?: \\(.*)?");

    /** The kinds of cause, each with the words with which its sentence begins. */
    public enum Kind {
        EXIT("exit "),
        /** Also where the kernel does not tell a signal from an exit code above 128. */
        SIGNAL("signal "),
        DAEMONIZED("went into the background as "),
        COULD_NOT_START("could not start: "),
        UNPROVED("unproved: "),
        NOT_READY("not ready in time"),
        UNKNOWN("unknown"),
        /** A cause that another version wrote. */
        OTHER("");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Makes the sentence of a cause. */
    public static EndCause of(Cause cause) {
        if (cause instanceof Cause.Ended ended) {
            return of(ended.status());
        }
        if (cause instanceof Cause.Daemonized daemonized) {
            String how = " (" + of(daemonized.status()).text + ")";
            return of(Kind.DAEMONIZED, OptionalInt.empty(), daemonized.left() + how);
        }
        if (cause instanceof Cause.CouldNotStart failed) {
            return of(Kind.COULD_NOT_START, OptionalInt.empty(), failed.detail());
        }
        if (cause instanceof Cause.Unproved unproved) {
            return of(Kind.UNPROVED, OptionalInt.empty(), unproved.detail());
        }
        return of(Kind.NOT_READY, OptionalInt.empty(), "");
    }

    private static EndCause of(WaitStatus status) {
        if (status instanceof WaitStatus.Exited exited) {
            int code = exited.code();
            return of(Kind.EXIT, OptionalInt.of(code), code + meaning(code));
        }
        if (status instanceof WaitStatus.Signaled killed) {
            String core = killed.coreDumped() ? " (core dumped)" : "";
            OptionalInt number = OptionalInt.of(killed.signal());
            return of(Kind.SIGNAL, number, SignalName.of(killed.signal()) + core);
        }
        if (status instanceof WaitStatus.Ambiguous ambiguous) {
            int signal = ambiguous.value() - 128;
            String or = " or exit " + ambiguous.value() + " (this kernel does not tell)";
            return of(Kind.SIGNAL, OptionalInt.of(signal), SignalName.of(signal) + or);
        }
        return of(
                Kind.UNKNOWN,
                OptionalInt.empty(),
                " (not our child, and this kernel does not tell)");
    }

    private static EndCause of(Kind kind, OptionalInt number, String rest) {
        return new EndCause(kind, number, kind.words + rest);
    }

    /** A JVM that is told to end by a signal exits with 128 + its number. */
    private static String meaning(int code) {
        return code == 143 || code == 130 || code == 129
                ? " (as a JVM or shell does after " + SignalName.of(code - 128) + ")"
                : "";
    }

    /** Reads a sentence; one of another version is {@link Kind#OTHER}. */
    public static EndCause parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.words)) {
                return new EndCause(kind, number(kind, text), text);
            }
        }
        throw new IllegalStateException("every text begins with the words of OTHER");
    }

    private static OptionalInt number(Kind kind, String text) {
        if (kind == Kind.EXIT) {
            Matcher code = EXIT.matcher(text);
            return code.matches()
                    ? OptionalInt.of(Integer.parseInt(String.valueOf(code.group(1))))
                    : OptionalInt.empty();
        }
        return kind == Kind.SIGNAL ? signal(text) : OptionalInt.empty();
    }

    private static OptionalInt signal(String text) {
        String name = text.substring(Kind.SIGNAL.words.length()).split(" ", 2)[0];
        for (int number = 1; number <= 64; number++) {
            if (SignalName.of(number).equals(name)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    /** Tells whether the generation exited with that code. */
    public boolean isExit(int code) {
        return kind == Kind.EXIT && number.equals(OptionalInt.of(code));
    }

    /** The sentence without its remark about what JVMs and shells do. */
    public String withoutRemark() {
        return kind == Kind.EXIT && number.isPresent() ? Kind.EXIT.words + number.getAsInt() : text;
    }

    /** The sentence by which falls are counted: without the processes that it names. */
    public String withoutProcesses() {
        return kind == Kind.DAEMONIZED ? "went into the background" : text;
    }

    /** The sentence without the words with which its kind begins. */
    public String rest() {
        return text.substring(kind.words.length());
    }

    /** The raw wait status, as waitpid(2) gives it; null where that is not known. */
    public static @Nullable Integer waitStatus(Cause cause) {
        if (cause instanceof Cause.Daemonized daemonized) {
            return waitStatus(new Cause.Ended(daemonized.status()));
        }
        if (cause instanceof Cause.Ended ended) {
            if (ended.status() instanceof WaitStatus.Exited exited) {
                return exited.code() << 8;
            }
            if (ended.status() instanceof WaitStatus.Signaled killed) {
                return killed.signal() | (killed.coreDumped() ? 0x80 : 0);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
