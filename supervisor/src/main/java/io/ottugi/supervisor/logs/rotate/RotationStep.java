package io.ottugi.supervisor.logs.rotate;

/** The steps of a rotation, in their order; tests kill the supervisor after each of them. */
enum RotationStep {
    /** The record has the intent. */
    INTENDED,
    /** The part file exists, and is empty. */
    PART_MADE,
    /** The part file has the bytes to be cut off; perhaps not on disk. */
    COPIED,
    /** The part file is on disk. */
    SECURED,
    /** The record says that the live file may be cut from now on. */
    COMMITTED,
    /** The live file is cut. */
    CUT,
    /** The part file is renamed to the archive. */
    RENAMED,
    /** The record has the archive. */
    DONE,
    /** The compressed archive is on disk under a temporary name. */
    COMPRESSED,
    /** The compressed archive has its name, and the plain one is still there. */
    COMPRESSED_RENAMED;

    /** Called after each step, on the thread that does it. */
    interface Listener {
        Listener NOBODY = step -> {};

        void reached(RotationStep step);
    }
}
