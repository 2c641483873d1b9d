package io.ottugi.supervisor.lifecycle;

/** The one thing that a state waits for by the clock. */
public enum Deadline {
    /** {@code STARTING}: not ready by then is a fall. */
    READY_BY,
    /** {@code STARTING}: its program runs, and counts as started if it still does by then. */
    SETTLED_AT,
    /** {@code STOPPING}: KILL to whatever is left of it, once it has been examined. */
    KILL_AT,
    /** {@code BACKOFF}: the next start. */
    RETRY_AT,
    /** {@code FAILED}: one more try of a worker that was given up. */
    HOLD_UNTIL,
    /** {@code RUNNING}: the run counts as good, earlier falls are forgotten. */
    STABLE_AT
}
