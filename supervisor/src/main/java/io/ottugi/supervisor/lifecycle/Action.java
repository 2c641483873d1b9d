package io.ottugi.supervisor.lifecycle;

/** What the machine asks of the world. Timers are not here: they are the snapshot's {@link Due}. */
public sealed interface Action {
    /** Start this generation; answered by {@code Spawned} or {@code SpawnFailed}. */
    record Spawn(long generation) implements Action {}

    /** Send the stop signal, then CONT, to the worker's process group. */
    record Terminate(long generation) implements Action {}

    /** Send KILL to every process of the worker. */
    record KillAll(long generation) implements Action {}

    /** Write this into the event record. */
    record Tell(Happening what) implements Action {}
}
