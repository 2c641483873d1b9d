package io.ottugi.supervisor.runtime;

/** Whom the first moments of a supervisor are told to. */
public interface StartupReport {
    /** The supervisor stands, and all that can be up is. */
    void up();

    /** A worker has not come up, and why; the supervisor stays. */
    void fell(String what);

    /**
     * Tells whether a supervisor that finds nothing running, and cannot start each of its workers,
     * is to end and leave nothing behind.
     */
    boolean isAllOrNothing();

    /** No more will be told. */
    void over();
}
