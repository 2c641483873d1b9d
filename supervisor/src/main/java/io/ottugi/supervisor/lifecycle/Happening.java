package io.ottugi.supervisor.lifecycle;

/** The steps of a worker's life that are told: to the event record, and to who waits. */
public enum Happening {
    /**
     * Something has to be first: another worker, or its turn. Told by whoever knows what; a start
     * that waits for nothing is not told of.
     */
    WAITING,
    STARTING,
    RUNNING,
    FELL,
    COULD_NOT_START,
    BACKOFF,
    /** Ended, and by its policy not started again. */
    EXITED,
    /** Its restart limit is used up, or its cause is one that is not tried again. */
    GAVE_UP,
    STOPPING,
    /** Processes outlived their first one and are being ended. */
    LEFTOVERS,
    /** The stop timeout passed: what it hangs in is looked at before the kill. */
    EXAMINING,
    /** It did not end: KILL was sent. */
    KILLING,
    STOPPED,
    ADOPTED,
    /** Found running, but not proved to be the worker: neither killed nor doubled. */
    HELD
}
