package io.ottugi.supervisor.lifecycle;

/** Why a worker went down. */
public sealed interface Cause {
    /** Its first process ended by itself or by somebody's signal. */
    record Ended(WaitStatus status) implements Cause {}

    /**
     * Its first process ended with 0 right after its start, and others of it live on: the program
     * has gone into the background, where nobody would see its end.
     *
     * @param left what lives on, for people
     */
    record Daemonized(WaitStatus status, String left) implements Cause {}

    /** It never ran. */
    record CouldNotStart(Stage stage, String detail) implements Cause {}

    /** It ran but did not become ready in time, and was ended for it. */
    record NotReady() implements Cause {}

    /** Processes of an earlier run were found, and which of them is the worker cannot be proved. */
    record Unproved(String detail) implements Cause {}

    /** Where a start failed. */
    enum Stage {
        /** What its settings name is not to be had: a user, a limit, a file of variables. */
        SETTINGS,
        /** The command is not there, or may not be run. */
        COMMAND,
        /** The log file cannot be opened for appending. */
        LOG,
        /** The system has no process or descriptor to give. */
        FORK,
        /** The exec chain could not become the command. */
        EXEC,
        /** A program that goes into the background has left no process that its pid file names. */
        FOLLOW
    }
}
