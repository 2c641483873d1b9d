package io.ottugi.supervisor.process.launch;

/** The moments of a start at which a supervisor may be killed; tests do it at each of them. */
public enum StartStep {
    /** The intent is on disk, and no process exists. */
    INTENDED,
    /** The process exists, and no record names it. */
    BORN,
    /** The record names the process. */
    RECORDED;

    /** Called on the thread that starts the worker. */
    public interface Listener {
        Listener NOBODY = step -> {};

        void reached(StartStep step);
    }
}
