package io.ottugi.supervisor.lifecycle;

import java.util.Locale;

/** What the event record says of a worker. */
public enum Happening {
    STARTING,
    RUNNING,
    FELL,
    COULD_NOT_START,
    BACKOFF,
    /** Ended, and by its policy not started again. */
    EXITED,
    STOPPING,
    /** Processes outlived their first one and are being ended. */
    LEFTOVERS,
    /** The stop timeout passed: KILL was sent. */
    KILLING,
    STOPPED,
    ADOPTED,
    /** Found running, but not proved to be the worker: neither killed nor doubled. */
    HELD;

    /** The name in the event record, such as {@code could-not-start}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
