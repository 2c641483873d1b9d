package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Happening;

/** Takes what units ask for and what happens to them. */
interface UnitListener {
    /** A unit wants to start; it is told by {@code MayStart} when it may. */
    void asksToStart(WorkerUnit unit);

    /** These processes may be a unit's own, so that it must not start beside them. */
    void doubts(WorkerUnit unit, String processes);

    /** Something happened to a unit, and has been recorded. */
    void happened(WorkerUnit unit, Happening what);

    /** A unit is given up, and the supervisor is to end with this code. */
    void endWith(WorkerUnit unit, int code);
}
