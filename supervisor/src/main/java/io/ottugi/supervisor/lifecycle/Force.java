package io.ottugi.supervisor.lifecycle;

/** In {@code STOPPING}: how far it has come with making a worker end; it never goes back. */
public enum Force {
    /** The stop signal was sent, and its timeout runs. */
    ASKED,
    /** It did not end in time, and is looked at for what it hangs in. */
    EXAMINED,
    /** KILL was sent. */
    KILLED
}
