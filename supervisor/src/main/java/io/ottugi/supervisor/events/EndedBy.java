package io.ottugi.supervisor.events;

import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The originator of a generation's end, as status, events and incidents have it. */
public enum EndedBy {
    US("us"),
    /** By exiting. */
    ITSELF("itself"),
    /** By a signal whose sender the kernel does not tell. */
    NOT_US("not us");

    private final String label;

    EndedBy(String label) {
        this.label = label;
    }

    /** The words in the record. */
    public String label() {
        return label;
    }

    /** Tells whether a record's words stand for this originator. */
    public boolean is(@Nullable String words) {
        return label.equals(words);
    }

    /** The one of these words; empty for those of another version. */
    public static Optional<EndedBy> of(String words) {
        return Arrays.stream(values()).filter(one -> one.label.equals(words)).findFirst();
    }

    /** Returns the originator; empty when the generation never ran, or nothing is known. */
    public static Optional<EndedBy> of(Fall fall) {
        if (fall.asked() || fall.cause() instanceof Cause.NotReady) {
            return Optional.of(US);
        }
        if (fall.cause() instanceof Cause.Daemonized) {
            return Optional.of(ITSELF);
        }
        if (!(fall.cause() instanceof Cause.Ended ended)) {
            return Optional.empty();
        }
        if (ended.status() instanceof WaitStatus.Exited) {
            return Optional.of(ITSELF);
        }
        return ended.status() instanceof WaitStatus.Signaled
                ? Optional.of(NOT_US)
                : Optional.empty();
    }
}
