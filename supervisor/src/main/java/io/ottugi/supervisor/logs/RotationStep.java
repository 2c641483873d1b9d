package io.ottugi.supervisor.logs;

/** The moments of a rotation at which a supervisor may be killed; tests do it at each of them. */
enum RotationStep {
    /** It is written down what is going to be done. */
    INTENDED,
    /** The part file is there, and empty. */
    PART_MADE,
    /** The part file holds what is to be cut off; perhaps not on disk. */
    COPIED,
    /** It does so on disk. */
    SECURED,
    /** It is written down that the live file may be cut from now on. */
    COMMITTED,
    /** The live file is cut. */
    CUT,
    /** The part file has its name as an archive. */
    RENAMED,
    /** It is written down that all is done. */
    DONE,
    /** The compressed archive is there under a temporary name. */
    COMPRESSED,
    /** It is there under its own, and so is the plain one. */
    COMPRESSED_RENAMED;

    /** Whoever wants to know; called on the thread that does it. */
    interface Listener {
        Listener NOBODY = step -> {};

        void reached(RotationStep step);
    }
}
