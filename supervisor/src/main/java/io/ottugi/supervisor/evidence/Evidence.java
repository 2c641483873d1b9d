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

    /**
     * Keeps the incident of a generation, once there is one: a command was run with it. The newest
     * such incident of a worker stays until the next is kept, whatever falls meanwhile.
     */
    void pin(String worker, long generation);

    /** A worker is there from now on, whether or not it runs. */
    void hired(String worker);

    /**
     * A worker is no more: what is held of it in memory and what its JVMs left goes; its incidents
     * stay as long as those of other removed workers do.
     */
    void dismissed(String worker);

    /** Does the same with what earlier supervisors left of workers that are none any more. */
    void tidy();

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
