package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The next snapshot while it is being made: the few moves a worker knows. A draft may be unsound in
 * between; {@link #step} refuses it if it still is at the end.
 */
final class Draft extends SnapshotBuilder {
    Draft(Snapshot before, LifecyclePolicy policy, double random, long now) {
        super(before, policy, random, now);
    }

    /** The event changes nothing in this state, and that is meant. */
    Draft stay() {
        return this;
    }

    Draft want(Desired wish) {
        desired = wish;
        return this;
    }

    /** As does everything that is asked for by hand. */
    Draft fresh() {
        streak = Streak.FRESH;
        judged = false;
        return this;
    }

    Draft forgetFalls() {
        streak = streak.goodRun();
        due = null;
        return this;
    }

    /** Starts the next generation as soon as nothing has to be first. */
    Draft begin() {
        enter(State.WAITING, null);
        actions.add(new Action.AskToStart());
        return this;
    }

    /** Starts the next generation now. */
    Draft mayStart() {
        streak = streak.started(policy.restart().limit(), now);
        long generation = run.generation() + 1;
        run = new Snapshot.Run(generation, 0, false, now);
        enter(State.STARTING, Deadline.READY_BY, policy.readyTimeout());
        tell(Happening.STARTING);
        actions.add(new Action.Spawn(generation));
        return this;
    }

    Draft spawned(long pid) {
        run = new Snapshot.Run(run.generation(), pid, false, now);
        return this;
    }

    /** The process that a stop overtook: the stop signal found nobody, so it is sent again. */
    Draft spawnedLate(long pid) {
        spawned(pid);
        actions.add(new Action.Terminate(run.generation()));
        return this;
    }

    /** Its program was seen to run. */
    Draft ready() {
        boolean known = due != null && due.kind() == Deadline.SETTLED_AT;
        if (run.pid() == 0 || known) {
            return this;
        }
        if (policy.settle().isZero()) {
            return running();
        }
        due = in(Deadline.SETTLED_AT, policy.settle());
        return this;
    }

    /** It has run for long enough to count as started. */
    Draft running() {
        enter(State.RUNNING, null);
        if (streak.falls() > 0 || streak.givenUp() != null) {
            due = in(Deadline.STABLE_AT, policy.restart().resetAfter());
        }
        tell(Happening.RUNNING);
        return this;
    }

    Draft adopt(Event.Adopted found) {
        run = new Snapshot.Run(found.generation(), found.pid(), true, found.startedAt());
        desired = Desired.UP;
        enter(State.RUNNING, null);
        tell(Happening.ADOPTED);
        return this;
    }

    Draft hold(long generation, String detail) {
        run = new Snapshot.Run(Math.max(generation, run.generation()), 0, false, now);
        desired = Desired.UP;
        lastFall = new Fall(new Cause.Unproved(detail), false, generation, 0, now, 0);
        streak = streak.givenUp(GivenUp.UNPROVED);
        enter(State.FAILED, null);
        tell(Happening.HELD);
        return this;
    }

    Draft terminate() {
        return terminate(Happening.STOPPING);
    }

    /** Another fell: it comes back once it has ended, unless its limit is used up. */
    Draft restartWith() {
        streak = streak.restartedAutomatically();
        judged = false;
        return terminate();
    }

    /** What a worker is held back for is gone, or what it was given up for may be mended. */
    Draft tryAgain() {
        return switch (Objects.requireNonNull(streak.givenUp())) {
            case UNPROVED -> fresh().begin();
            case CAUSE -> startAgain();
            case LIMIT -> this;
        };
    }

    /** Asks it to end; after the stop timeout it will be made to. */
    private Draft terminate(Happening why) {
        enter(State.STOPPING, Deadline.KILL_AT, policy.stopTimeout());
        tell(why);
        actions.add(new Action.Terminate(run.generation()));
        return this;
    }

    /** It ran, but was not ready in time: a fall, whose processes are yet to be ended. */
    Draft notReady() {
        record(new Cause.NotReady(), false);
        judged = true;
        return terminate();
    }

    /** It did not end in time: what it hangs in is looked at first, once and not for long. */
    Draft overdue() {
        boolean toBeExamined =
                force == Force.ASKED && run.pid() != 0 && policy.examination().toNanos() > 0;
        if (!toBeExamined) {
            return kill();
        }
        force = Force.EXAMINED;
        due = in(Deadline.KILL_AT, policy.examination());
        tell(Happening.EXAMINING);
        actions.add(new Action.Examine(run.generation()));
        return this;
    }

    /** All is known that can be known; an answer that comes too late is none. */
    Draft examined() {
        return force == Force.EXAMINED ? kill() : this;
    }

    /** Makes it end; repeated, as a process may hang in the kernel or be born meanwhile. */
    Draft kill() {
        if (state != State.STOPPING) {
            enter(State.STOPPING, null);
        }
        due = in(Deadline.KILL_AT, WorkerMachine.KILL_AGAIN);
        if (force != Force.KILLED) {
            force = Force.KILLED;
            tell(Happening.KILLING);
        }
        actions.add(new Action.KillAll(run.generation()));
        return this;
    }

    /** Its first process ended without being asked to. */
    Draft fell(Cause cause, boolean leftovers) {
        record(cause, false);
        run = run.gone();
        if (!leftovers) {
            return judge();
        }
        judged = true;
        return terminate(Happening.LEFTOVERS);
    }

    /** Its first process ended as asked. */
    Draft ended(Cause cause, boolean leftovers) {
        if (lastFall == null || lastFall.generation() != run.generation()) {
            record(cause, true);
        }
        run = run.gone();
        return leftovers ? this : cleared();
    }

    /** Nothing of this generation lives any more. */
    Draft cleared() {
        if (run.pid() != 0) {
            return this;
        }
        if (desired == Desired.DOWN) {
            return down();
        }
        RestartLimit limit = policy.restart().limit();
        if (judged || limit == null || !streak.automatic()) {
            return judged ? judge() : begin();
        }
        return streak.hasUsedUp(limit, now) ? giveUpAsTooOften(limit) : begin();
    }

    Draft couldNotStart(Cause.CouldNotStart why) {
        if (run.pid() != 0) {
            return this;
        }
        record(why, false);
        if (state == State.STOPPING && !judged) {
            return cleared();
        }
        return desired == Desired.DOWN ? down() : judge();
    }

    Draft down() {
        fresh();
        desired = Desired.DOWN;
        return rest(State.STOPPED, null, null, Happening.STOPPED);
    }

    private Draft judge() {
        judged = false;
        Fall fall = Objects.requireNonNull(lastFall);
        return switch (policy.restart().answer(fall)) {
            case LEAVE -> rest(State.EXITED, null, null, Happening.EXITED);
            case GIVE_UP -> rest(State.FAILED, GivenUp.CAUSE, null, Happening.GAVE_UP);
            case START_AGAIN -> startAgain();
        };
    }

    private Draft startAgain() {
        RestartLimit limit = policy.restart().limit();
        streak = streak.fell();
        if (limit != null && streak.hasUsedUp(limit, now)) {
            return giveUpAsTooOften(limit);
        }
        streak = streak.givenUp(null);
        long wait = policy.restart().backoff().delay(streak.falls(), random);
        if (wait == 0) {
            return begin();
        }
        enter(State.BACKOFF, Deadline.RETRY_AT, Duration.ofNanos(wait));
        tell(Happening.BACKOFF);
        return this;
    }

    private Draft giveUpAsTooOften(RestartLimit limit) {
        Due oneTry = limit.holds() ? in(Deadline.HOLD_UNTIL, limit.hold()) : null;
        rest(State.FAILED, GivenUp.LIMIT, oneTry, Happening.GAVE_UP);
        if (limit.then() == RestartLimit.Then.EXIT_SUPERVISOR) {
            actions.add(new Action.ExitSupervisor(lastFall == null ? 1 : lastFall.exitCode()));
        }
        return this;
    }

    private Draft rest(State where, @Nullable GivenUp why, @Nullable Due next, Happening told) {
        streak = streak.givenUp(why);
        enter(where, next);
        tell(told);
        return this;
    }
}
