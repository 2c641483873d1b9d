package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.util.Optional;

/**
 * One worker, or one instance of it, as the fleet sees it: a specification, a snapshot, and a place
 * to send events to. Equality is identity.
 */
public interface Unit {
    /** The specification that the next generation is started with. */
    WorkerSpec spec();

    /** The state of the unit's machine after its latest step. */
    Snapshot snapshot();

    /** Takes an event and performs at once all that the machine decides. */
    void handle(Event event);

    /** Takes another specification; a running process goes on as it is. */
    void reconfigure(WorkerSpec spec);

    /** Tells whether the running process was started otherwise than this specification says. */
    boolean differsFrom(WorkerSpec spec);

    /** Tells whether a process of the unit has refused KILL so often that waiting is no use. */
    boolean isKillFutile();

    /** A sentence about signals that its processes refuse; empty if they refuse none. */
    Optional<String> refusedSignals();

    /** A sentence about living processes that it may have left; an empty text if there are none. */
    String strays();

    /** The name in commands, such as {@code web:2}. */
    default String name() {
        return spec().name();
    }

    /**
     * Tells whether units that come after this one may start: it runs, or it is a task that has
     * ended with success.
     */
    default boolean isReady() {
        boolean runs = snapshot().state() == State.RUNNING;
        return (runs && !spec().order().oneshot()) || hasEndedWell();
    }

    /** Tells whether the unit ended by itself with success and is not started again. */
    default boolean hasEndedWell() {
        Fall fall = snapshot().lastFall();
        return snapshot().state() == State.EXITED
                && fall != null
                && spec().lifecycle().restart().isSuccess(fall);
    }
}
