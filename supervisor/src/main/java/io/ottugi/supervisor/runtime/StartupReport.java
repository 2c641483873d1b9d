package io.ottugi.supervisor.runtime;

/** Whom the first moments of a supervisor are told to. */
public interface StartupReport {
    /** The worker runs. */
    void up();

    /** A worker ran, and fell at once; it will be started again. */
    void fell(String what);

    /** A worker could not be started; the supervisor stays for the others and tries again. */
    void couldNotStart(String what);

    /**
     * Tells whether a supervisor that finds nothing running, and cannot start each of its workers,
     * is to end and leave nothing behind.
     */
    boolean isAllOrNothing();

    /** No more will be told. */
    void over();
}
