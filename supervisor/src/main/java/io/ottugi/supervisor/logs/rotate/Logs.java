package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the workers' log files from growing without end. Workers write to their files themselves
 * and know nothing of it. No method waits for anything.
 */
public interface Logs {
    /** Maintains a worker's files from now on; called again to change policy or files. */
    void keep(String worker, Output output, LogPolicy policy);

    /** Notes that a process of the worker was started or adopted, and writes from now on. */
    void started(String worker, long pid);

    /** Ends the maintenance of a worker's files; they stay as they are. */
    void forget(String worker);

    /**
     * Returns the position after the last byte of the output file; empty if there is no file, or
     * the position is not known just now.
     */
    OptionalLong position(String worker);

    /** Returns the position after the last byte of the error file, like {@link #position}. */
    OptionalLong errorPosition(String worker);

    /** Returns what is wrong with a worker's files and what to do, in one line. */
    Optional<String> trouble(String worker);

    /** Ends; a rotation that is under way is finished or left for the next supervisor. */
    void close();
}
