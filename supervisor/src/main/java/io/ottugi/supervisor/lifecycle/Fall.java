package io.ottugi.supervisor.lifecycle;

/**
 * One fall of a worker.
 *
 * @param cause why
 * @param asked whether it fell after we had told it to end
 * @param generation which start of the worker it was, counted from 1
 * @param pid of its first process, 0 when it had none
 * @param at monotonic nanoseconds
 * @param ran nanoseconds from its start to its end, 0 when it never ran
 */
public record Fall(Cause cause, boolean asked, long generation, long pid, long at, long ran) {
    static Fall of(Snapshot.Run run, Cause cause, boolean asked, long now) {
        long ran = cause instanceof Cause.CouldNotStart ? 0 : now - run.startedAt();
        return new Fall(cause, asked, run.generation(), run.pid(), now, ran);
    }

    boolean neverRan() {
        return cause instanceof Cause.CouldNotStart;
    }

    /**
     * The code that tells of it: the worker's own, 128 + its signal, or 1 if it had none of its
     * own, as when it could not start or was ended for not being ready.
     */
    public int exitCode() {
        if (!(cause instanceof Cause.Ended ended)) {
            return 1;
        }
        if (ended.status() instanceof WaitStatus.Exited exited) {
            return exited.code();
        }
        if (ended.status() instanceof WaitStatus.Signaled killed) {
            return 128 + killed.signal();
        }
        return ended.status() instanceof WaitStatus.Ambiguous either ? either.value() : 1;
    }
}
