package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next snapshot while it is being made: the few moves a worker knows. A draft may be unsound in
 * between; {@link #step} refuses it if it still is at the end.
 */
final class Draft {
    private final LifecyclePolicy policy;
    private final double random;
    private final long now;
    private final List<Action> actions = new ArrayList<>();

    private State state;
    private Desired desired;
    private Snapshot.Run run;
    private int falls;
    private long restarts;
    private boolean judged;
    private boolean killed;
    private @Nullable Due due;
    private long since;
    private @Nullable Fall lastFall;

    Draft(Snapshot before, LifecyclePolicy policy, double random, long now) {
        this.policy = policy;
        this.random = random;
        this.now = now;
        state = before.state();
        desired = before.desired();
        run = before.run();
        falls = before.falls();
        restarts = before.restarts();
        judged = before.judged();
        killed = before.killed();
        due = before.due();
        since = before.since();
        lastFall = before.lastFall();
    }

    Step step() {
        return new Step(
                new Snapshot(
                        state, desired, run, falls, restarts, judged, killed, due, since, lastFall),
                actions);
    }

    /** The event changes nothing in this state, and that is meant. */
    Draft stay() {
        return this;
    }

    Draft want(Desired wish) {
        desired = wish;
        return this;
    }

    /** Forgets earlier falls, as a start by hand does. */
    Draft fresh() {
        falls = 0;
        restarts = 0;
        judged = false;
        return this;
    }

    Draft forgetFalls() {
        falls = 0;
        due = null;
        return this;
    }

    /** Starts the next generation now. */
    Draft begin() {
        long generation = run.generation() + 1;
        run = new Snapshot.Run(generation, 0, false, now);
        judged = false;
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

    Draft running() {
        if (run.pid() == 0) {
            return this;
        }
        enter(State.RUNNING, null);
        if (falls > 0) {
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
        enter(State.FAILED, null);
        tell(Happening.HELD);
        return this;
    }

    /** Asks it to end; after the stop timeout it will be made to. */
    Draft terminate() {
        enter(State.STOPPING, Deadline.KILL_AT, policy.stopTimeout());
        tell(Happening.STOPPING);
        actions.add(new Action.Terminate(run.generation()));
        return this;
    }

    /** It ran, but was not ready in time: a fall, whose processes are yet to be ended. */
    Draft notReady() {
        record(new Cause.NotReady(), false);
        judged = true;
        return terminate();
    }

    /** Makes it end; repeated, as a process may hang in the kernel or be born meanwhile. */
    Draft kill(Duration again) {
        if (state != State.STOPPING) {
            enter(State.STOPPING, null);
        }
        due = in(Deadline.KILL_AT, again);
        if (!killed) {
            killed = true;
            tell(Happening.KILLING);
        }
        actions.add(new Action.KillAll(run.generation()));
        return this;
    }

    /** Its first process ended without being asked to. */
    Draft fell(Cause cause, boolean leftovers) {
        record(cause, false);
        run = gone(run);
        if (!leftovers) {
            return judge();
        }
        judged = true;
        enter(State.STOPPING, Deadline.KILL_AT, policy.stopTimeout());
        tell(Happening.LEFTOVERS);
        actions.add(new Action.Terminate(run.generation()));
        return this;
    }

    /** Its first process ended as asked. */
    Draft ended(Cause cause, boolean leftovers) {
        boolean told = lastFall != null && lastFall.generation() == run.generation();
        if (!told) {
            record(cause, true);
        }
        run = gone(run);
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
        return judged ? judge() : begin();
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
        desired = Desired.DOWN;
        judged = false;
        enter(State.STOPPED, null);
        tell(Happening.STOPPED);
        return this;
    }

    /** Starts again after a wait. */
    Draft retry() {
        restarts++;
        return begin();
    }

    private Draft judge() {
        judged = false;
        if (lastFall == null || !policy.restart().startsAgainAfter(lastFall)) {
            enter(State.EXITED, null);
            tell(Happening.EXITED);
            return this;
        }
        falls++;
        long wait = policy.restart().backoff().delay(falls, random);
        if (wait == 0) {
            return retry();
        }
        enter(State.BACKOFF, Deadline.RETRY_AT, Duration.ofNanos(wait));
        tell(Happening.BACKOFF);
        return this;
    }

    private void record(Cause cause, boolean asked) {
        long ran = cause instanceof Cause.CouldNotStart ? 0 : now - run.startedAt();
        lastFall = new Fall(cause, asked, run.generation(), run.pid(), now, ran);
        boolean ranAtAll = !(cause instanceof Cause.CouldNotStart);
        tell(ranAtAll ? Happening.FELL : Happening.COULD_NOT_START);
    }

    private void enter(State next, Deadline kind, Duration wait) {
        enter(next, in(kind, wait));
    }

    private void enter(State next, @Nullable Due nextDue) {
        state = next;
        due = nextDue;
        since = now;
        killed = false;
    }

    private Due in(Deadline kind, Duration wait) {
        return new Due(kind, now + wait.toNanos());
    }

    private void tell(Happening what) {
        actions.add(new Action.Tell(what));
    }

    private static Snapshot.Run gone(Snapshot.Run run) {
        return new Snapshot.Run(run.generation(), 0, run.adopted(), run.startedAt());
    }
}
