package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.lifecycle.Cause;

/** Causes of a fall in words, the same in status, events and log. */
public final class Causes {
    private Causes() {}

    /** Such as {@code exit 7} or {@code signal SEGV (core dumped)}. */
    public static String describe(Cause cause) {
        return EndCause.of(cause).text();
    }
}
