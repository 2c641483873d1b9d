package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Happening;

/** Whom a unit asks and tells. */
interface Superior {
    /** It wants to start; it is told when it may. */
    void asksToStart(WorkerUnit unit);

    /** These processes may be it, and nobody can prove it: it must not start beside them. */
    void doubts(WorkerUnit unit, String processes);

    /** Told of each happening after it was recorded. */
    void happened(WorkerUnit unit, Happening what);

    /** It is given up, and the supervisor is to end with this code. */
    void endWith(WorkerUnit unit, int code);
}
