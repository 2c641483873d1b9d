package io.ottugi.supervisor.lifecycle;

/** What the machine asks of the world. Timers are not here: they are the snapshot's {@link Due}. */
public sealed interface Action {
    /**
     * Find out whether it may start now; answered by {@code MayStart}, at once or later, and only
     * while it is {@code WAITING}. Asked once each time that it begins to wait.
     */
    record AskToStart() implements Action {}

    /** Start this generation; answered by {@code Spawned} or {@code SpawnFailed}. */
    record Spawn(long generation) implements Action {}

    /** Send the stop signal, then CONT, to the worker's process group or first process alone. */
    record Terminate(long generation) implements Action {}

    /**
     * Look at what it hangs in before it is killed; answered by {@code Examined}, which is not
     * waited for longer than {@link LifecyclePolicy#examination()}.
     */
    record Examine(long generation) implements Action {}

    /** Send KILL to every process of the worker. */
    record KillAll(long generation) implements Action {}

    /**
     * End the supervisor in order, since this worker is given up.
     *
     * @param code for the supervisor to exit with: the worker's, be it 0; 128 + its signal; or 1
     */
    record ExitSupervisor(int code) implements Action {}

    /** Write this into the event record. */
    record Tell(Happening what) implements Action {}
}
