package io.ottugi.supervisor.evidence;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at workers before and after they fall. No method waits for anything. */
public interface Evidence {
    /** A generation has begun, or was taken over. */
    void started(Subject subject);

    /** A generation has fallen; what is found is told later to whom the desk was made for. */
    void fell(Fallen fallen);

    /**
     * Looks at a worker that does not end and is about to be killed.
     *
     * @param done called once, from any thread, when there is nothing more to see
     */
    void examine(Subject subject, Runnable done);

    /**
     * Looks at a worker that is well, without harming it.
     *
     * @param done called once, from any thread
     */
    void dump(Subject subject, Wish wish, Consumer<Dumped> done);

    /** Stops; what is under way is given a moment. */
    void close();

    /**
     * What more than the usual is asked for.
     *
     * @param histogram whether the classes of a JVM's heap are to be counted
     * @param recording how long a JVM is to be recorded
     */
    record Wish(boolean histogram, Optional<Duration> recording) {}

    /**
     * What came of a dump.
     *
     * @param incident the folder; empty if there is none
     * @param detail what went wrong or is missing; empty if nothing
     */
    record Dumped(boolean ok, Optional<String> incident, String detail) {}
}
