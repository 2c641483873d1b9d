package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the workers' log files from growing without end. The workers write to them themselves and
 * know nothing of it. No method waits for anything.
 */
public interface Logs {
    /** Keeps a worker's files from now on; again, to do it another way or with other files. */
    void keep(String worker, Output output, LogPolicy policy);

    /** A process of it has just been started, or taken over, and writes from now on. */
    void started(String worker, long pid);

    /** Lets go of a worker's files; they stay as they are. */
    void forget(String worker);

    /**
     * How many bytes its output file has taken over all its life, counted over rotations; empty
     * where there is no file, or just now nobody knows.
     */
    OptionalLong position(String worker);

    /** The same of the file that takes its errors alone. */
    OptionalLong errorPosition(String worker);

    /** What is wrong with its files and what to do, in one line. */
    Optional<String> trouble(String worker);

    /** Stops; a rotation that is under way is finished or left for the next supervisor. */
    void close();
}
