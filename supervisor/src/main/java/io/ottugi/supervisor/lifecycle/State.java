package io.ottugi.supervisor.lifecycle;

/** What a worker is doing now; what it is wanted to do is {@link Desired}. */
public enum State {
    /** Down, because it was told so or was never started. */
    STOPPED(false),
    /** Wanted up, but something has to be first: another worker, or its turn. */
    WAITING(false),
    /** Asked for, but has not yet run for as long as it must to count as started. */
    STARTING(true),
    /** Runs, and has for long enough to count as started. */
    RUNNING(true),
    /** On its way down: told to end, or clearing what a fall left of it. */
    STOPPING(true),
    /** Fell, and waits for its next start. */
    BACKOFF(false),
    /** Ended, and its restart policy says not again. */
    EXITED(false),
    /** Given up until somebody says {@code start}, or for a while: see {@link GivenUp}. */
    FAILED(false);

    private final boolean mayHaveProcesses;

    State(boolean mayHaveProcesses) {
        this.mayHaveProcesses = mayHaveProcesses;
    }

    /** Whether processes of the worker may exist in this state. */
    public boolean mayHaveProcesses() {
        return mayHaveProcesses;
    }
}
