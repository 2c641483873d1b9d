package io.ottugi.supervisor.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one worker at one moment; nonsense cannot be built.
 *
 * @param state what it does
 * @param desired what it should do
 * @param run its newest generation
 * @param streak how it has fared of late
 * @param judged in {@code STOPPING}: whether the restart policy decides what comes next; otherwise
 *     it is {@code desired} alone
 * @param force in {@code STOPPING}: how hard it is being ended; otherwise {@code ASKED}
 * @param due what it waits for by the clock
 * @param since when it entered its state, monotonic nanoseconds
 * @param lastFall its newest fall
 */
public record Snapshot(
        State state,
        Desired desired,
        Run run,
        Streak streak,
        boolean judged,
        Force force,
        @Nullable Due due,
        long since,
        @Nullable Fall lastFall) {

    /**
     * One start of the worker.
     *
     * @param generation counted from 1 over the worker's whole life; 0 is none yet
     * @param pid of its first process, 0 once that is gone
     * @param adopted whether an earlier supervisor started it
     * @param startedAt monotonic nanoseconds
     */
    public record Run(long generation, long pid, boolean adopted, long startedAt) {
        Run gone() {
            return new Run(generation, 0, adopted, startedAt);
        }
    }

    public Snapshot {
        Deadline kind = due == null ? null : due.kind();
        boolean sound =
                switch (state) {
                    case WAITING -> kind == null && run.pid() == 0 && desired == Desired.UP;
                    case STARTING ->
                            kind == Deadline.READY_BY
                                    || (kind == Deadline.SETTLED_AT && run.pid() != 0);
                    case RUNNING -> run.pid() != 0 && (kind == null || kind == Deadline.STABLE_AT);
                    case STOPPING -> kind == Deadline.KILL_AT;
                    case BACKOFF ->
                            kind == Deadline.RETRY_AT && run.pid() == 0 && desired == Desired.UP;
                    case STOPPED -> kind == null && run.pid() == 0 && desired == Desired.DOWN;
                    case EXITED -> kind == null && run.pid() == 0 && desired == Desired.UP;
                    case FAILED ->
                            (kind == null || kind == Deadline.HOLD_UNTIL)
                                    && run.pid() == 0
                                    && desired == Desired.UP;
                };
        boolean forced = force != Force.ASKED;
        if (!sound || !fits(streak.givenUp(), state, kind) || (forced && state != State.STOPPING)) {
            throw new IllegalStateException(
                    "no such worker: "
                            + state
                            + " "
                            + desired
                            + " "
                            + run
                            + " "
                            + due
                            + " "
                            + streak);
        }
    }

    /** Only one whose limit is used up is tried once more, and then does other things than fail. */
    private static boolean fits(@Nullable GivenUp givenUp, State state, @Nullable Deadline due) {
        return switch (state) {
            case STOPPED, BACKOFF, EXITED -> givenUp == null;
            case WAITING, STARTING, RUNNING, STOPPING ->
                    givenUp == null || givenUp == GivenUp.LIMIT;
            case FAILED -> due == null ? givenUp != null : givenUp == GivenUp.LIMIT;
        };
    }

    /**
     * A worker that has not been started by this supervisor.
     *
     * @param lastGeneration the newest generation that an earlier supervisor recorded, or 0
     */
    public static Snapshot initial(long lastGeneration, long now) {
        return new Snapshot(
                State.STOPPED,
                Desired.DOWN,
                new Run(lastGeneration, 0, false, now),
                Streak.FRESH,
                false,
                Force.ASKED,
                null,
                now,
                null);
    }

    /** Whether its program was seen to run in {@code STARTING}, but not yet for long enough. */
    public boolean isSettling() {
        return due != null && due.kind() == Deadline.SETTLED_AT;
    }

    /**
     * Whether it runs, but fell before that and has not run for long enough since for its falls to
     * be forgotten.
     */
    public boolean isUnstable() {
        return due != null && due.kind() == Deadline.STABLE_AT && streak.falls() > 0;
    }

    /** A worker that has done its work under an earlier supervisor. */
    public static Snapshot done(Fall end, long now) {
        return new Snapshot(
                State.EXITED,
                Desired.UP,
                new Run(end.generation(), 0, false, now),
                Streak.FRESH,
                false,
                Force.ASKED,
                null,
                now,
                end);
    }

    public long generation() {
        return run.generation();
    }

    public long pid() {
        return run.pid();
    }

    public int falls() {
        return streak.falls();
    }

    public long restarts() {
        return streak.restarts();
    }

    public List<Long> recent() {
        return streak.recent();
    }

    public @Nullable GivenUp givenUp() {
        return streak.givenUp();
    }
}
