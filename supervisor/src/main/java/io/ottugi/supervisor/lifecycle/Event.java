package io.ottugi.supervisor.lifecycle;

/** What can happen to a worker. */
public sealed interface Event {
    /** Somebody wants it up. */
    record Start() implements Event {}

    /** Somebody wants it down. */
    record Stop() implements Event {}

    /** Somebody wants it down at once, without grace. */
    record Kill() implements Event {}

    /** Somebody wants a new generation of it. */
    record Restart() implements Event {}

    /** Another worker fell that it is restarted with: an automatic restart, which counts. */
    record RestartWith() implements Event {}

    /** What it was given up for may be mended: an automatic restart, which counts as one. */
    record TryAgain() implements Event {}

    /**
     * Nothing has to be first any more: answers {@link Action.AskToStart}. An asking is withdrawn
     * by leaving {@code WAITING}; whoever answers looks whether it still waits.
     */
    record MayStart() implements Event {}

    /** {@link Action.Spawn} gave it a process. */
    record Spawned(long generation, long pid) implements News {}

    /** {@link Action.Spawn} failed. */
    record SpawnFailed(long generation, Cause.CouldNotStart why) implements News {}

    /** It was seen to run. */
    record Ready(long generation) implements News {}

    /** {@link Action.Examine} has found what it could. */
    record Examined(long generation) implements News {}

    /** Its first process ended; {@code leftovers} tells whether others of it live on. */
    record Ended(long generation, Cause cause, boolean leftovers) implements News {}

    /** The last of its processes is gone. */
    record Cleared(long generation) implements News {}

    /**
     * A supervisor before this one left it running, and that is proved.
     *
     * @param startedAt when that was, monotonic nanoseconds
     */
    record Adopted(long generation, long pid, long startedAt) implements Event {}

    /** A supervisor before this one left something running that cannot be proved to be it. */
    record Unproved(long generation, String detail) implements Event {}

    /** The time of the snapshot's deadline may have come. */
    record Tick() implements Event {}

    /** What is told of one generation, and means nothing once that is not the newest. */
    sealed interface News extends Event {
        long generation();
    }
}
