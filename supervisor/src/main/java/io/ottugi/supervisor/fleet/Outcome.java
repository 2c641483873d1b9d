package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Fall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an operation for one unit, at the moment when the outcome became certain.
 *
 * @param kind which of the possible ends it is
 * @param fall the fall that decided it, for {@code EXITED} and {@code FELL}
 * @param reasons what the unit waits for, for {@code WAITING}
 */
public record Outcome(Kind kind, @Nullable Fall fall, List<String> reasons) {
    /** The possible ends of one unit's part in an operation. */
    public enum Kind {
        RUNNING(true),
        /** The unit ran before anybody asked. */
        ALREADY_RUNNING(true),
        STOPPED(true),
        /** The unit was to run, and somebody stopped it. */
        STOPPED_MEANWHILE(false),
        /** The unit was to stop or to be restarted, and somebody started it. */
        STARTED_MEANWHILE(false),
        /** The unit ended by itself with success and is not started again. */
        EXITED(true),
        FELL(false),
        /** The unit waits for something that does not come by itself. */
        WAITING(false),
        /** Its processes may not be killed by this supervisor. */
        REFUSED(false),
        /** The client's time is over. */
        TIMEOUT(false),
        /** A rolling restart ended before its turn. */
        UNTOUCHED(false),
        /** The client does not wait. */
        ASKED(true);

        private final boolean ok;

        Kind(boolean ok) {
            this.ok = ok;
        }
    }

    public Outcome {
        reasons = List.copyOf(reasons);
    }

    static Outcome of(Kind kind) {
        return new Outcome(kind, null, List.of());
    }

    static Outcome of(Kind kind, Fall fall) {
        return new Outcome(kind, fall, List.of());
    }

    static Outcome waiting(List<String> reasons) {
        return new Outcome(Kind.WAITING, null, reasons);
    }

    /** Tells whether the unit is where it was wanted. */
    public boolean isOk() {
        return kind.ok;
    }
}
