package io.ottugi.supervisor.runtime;

/** What lies outside the loop and has to hear of things. */
public interface Edge {
    /** A hangup came: the terminal may be gone, and perhaps a directory with the control socket. */
    void hungUp();

    /** What we wrote to is gone. */
    void outputLost(String why);

    /** Tells whether the supervisor ends when nothing is left that it could start. */
    boolean endsWithItsWorkers();

    /** A worker is no more. */
    void forgotten(String worker);
}
