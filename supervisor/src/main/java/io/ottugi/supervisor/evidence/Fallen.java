package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Fall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation that fell, as the loop knows it.
 *
 * @param at when
 * @param inARow how many falls in a row this is, from 1
 */
public record Fallen(Run run, Fall fall, Instant at, int inARow) {
    /**
     * What is known of it at the moment of its fall, before its successor begins.
     *
     * @param sent the newest signal that we sent it, or null if we sent none
     * @param end where its output ended
     */
    public record Run(Subject subject, @Nullable Sent sent, Subject.Positions end) {}

    /**
     * A signal that we sent.
     *
     * @param why {@code stop}, {@code kill} after the stop timeout, or {@code signal} for an
     *     operator's
     * @param askedBy who asked for it, or null when nobody did
     * @param at monotonic nanoseconds
     */
    public record Sent(SignalName signal, String why, @Nullable String askedBy, long at) {}

    public Subject subject() {
        return run.subject();
    }

    public @Nullable Sent sent() {
        return run.sent();
    }
}
