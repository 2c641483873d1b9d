package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.lifecycle.Event;
import org.jspecify.annotations.Nullable;

/** Something that the documentation says always or never happens. Made anew for each seed. */
abstract class Promise {
    /** A command is about to be given. */
    void commanded(Command command) {}

    /** A command has been given. */
    void executed(Command command) {}

    /** A unit is about to take an event. */
    void takes(SimulatedUnit unit, Event event) {}

    /** A unit is about to start a process. */
    void spawns(SimulatedUnit unit) {}

    /** A unit fell, and nobody had asked for it. */
    void fell(SimulatedUnit unit) {}

    /** The loop has done all that it can at this moment. */
    void turned() {}

    /** The supervisor is no more. */
    void supervisorEnded() {}

    /** Nothing has disturbed the fleet for so long that all is to be as it is wanted. */
    void calmed() {}

    /** Fails the simulation unless the promise holds. */
    void require(boolean holds, @Nullable Object... what) {
        if (!holds) {
            StringBuilder text = new StringBuilder(getClass().getSimpleName()).append(":");
            for (@Nullable Object one : what) {
                text.append(' ').append(one);
            }
            throw new Broken(text.toString());
        }
    }
}
