package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private @Nullable GivenUp givenUp;
    private List<Long> recent;
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
        givenUp = before.givenUp();
        recent = before.recent();
        due = before.due();
        since = before.since();
        lastFall = before.lastFall();
    }

    Step step() {
        return new Step(
                new Snapshot(
                        state, desired, run, falls, restarts, judged, killed, givenUp, recent, due,
                        since, lastFall),
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

    /** Forgets earlier falls, as everything does that is asked for by hand. */
    Draft fresh() {
        falls = 0;
        restarts = 0;
        recent = List.of();
        givenUp = null;
        judged = false;
        return this;
    }

    /** The run is a good one; when it was started automatically of late counts on. */
    Draft forgetFalls() {
        falls = 0;
        givenUp = null;
        due = null;
        return this;
    }

    /** Starts the next generation as soon as nothing has to be first. */
    Draft begin() {
        enter(State.WAITING, null);
        actions.add(new Action.AskToStart());
        return this;
    }

    /** Starts the next generation now. It is an automatic start unless nothing fell before it. */
    Draft mayStart() {
        if (falls > 0) {
            RestartLimit limit = policy.restart().limit();
            recent = limit == null ? List.of() : limit.counting(now, recent);
            restarts++;
        }
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
        givenUp = GivenUp.UNPROVED;
        enter(State.FAILED, null);
        tell(Happening.HELD);
        return this;
    }

    Draft terminate() {
        return terminate(Happening.STOPPING);
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
        run = run.gone();
        if (!leftovers) {
            return judge();
        }
        judged = true;
        return terminate(Happening.LEFTOVERS);
    }

    /** Its first process ended as asked. */
    Draft ended(Cause cause, boolean leftovers) {
        boolean told = lastFall != null && lastFall.generation() == run.generation();
        if (!told) {
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
            case START_AGAIN -> startAgain(fall);
        };
    }

    private Draft startAgain(Fall fall) {
        RestartLimit limit = policy.restart().limit();
        falls += falls == Integer.MAX_VALUE ? 0 : 1;
        if (limit != null) {
            boolean wasOneTry = limit.holds() && givenUp == GivenUp.LIMIT;
            if (wasOneTry || limit.isUsedUp(recent, now)) {
                return giveUpAsTooOften(limit, fall);
            }
        }
        givenUp = null;
        long wait = policy.restart().backoff().delay(falls, random);
        if (wait == 0) {
            return begin();
        }
        enter(State.BACKOFF, Deadline.RETRY_AT, Duration.ofNanos(wait));
        tell(Happening.BACKOFF);
        return this;
    }

    private Draft giveUpAsTooOften(RestartLimit limit, Fall fall) {
        Due oneTry = limit.holds() ? in(Deadline.HOLD_UNTIL, limit.hold()) : null;
        rest(State.FAILED, GivenUp.LIMIT, oneTry, Happening.GAVE_UP);
        if (limit.then() == RestartLimit.Then.EXIT_SUPERVISOR) {
            actions.add(new Action.ExitSupervisor(fall.exitCode()));
        }
        return this;
    }

    private Draft rest(State where, @Nullable GivenUp why, @Nullable Due next, Happening told) {
        givenUp = why;
        enter(where, next);
        tell(told);
        return this;
    }

    private void record(Cause cause, boolean asked) {
        lastFall = Fall.of(run, cause, asked, now);
        tell(lastFall.neverRan() ? Happening.COULD_NOT_START : Happening.FELL);
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
}
