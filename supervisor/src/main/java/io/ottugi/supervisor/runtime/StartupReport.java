package io.ottugi.supervisor.runtime;

/** Whom the first moments of a supervisor are told to. */
public interface StartupReport {
    /** The worker runs. */
    void up();

    /** It ran, and fell at once; it will be started again. */
    void fell(String what);

    /** No more will be told. */
    void over();
}
