package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a snapshot that is being made, and the actions that go with it. */
class SnapshotBuilder {
    final LifecyclePolicy policy;
    final double random;
    final long now;
    final List<Action> actions = new ArrayList<>();

    State state;
    Desired desired;
    Snapshot.Run run;
    Streak streak;
    boolean judged;
    Force force;
    @Nullable Due due;
    long since;
    @Nullable Fall lastFall;

    SnapshotBuilder(Snapshot before, LifecyclePolicy policy, double random, long now) {
        this.policy = policy;
        this.random = random;
        this.now = now;
        state = before.state();
        desired = before.desired();
        run = before.run();
        streak = before.streak();
        judged = before.judged();
        force = before.force();
        due = before.due();
        since = before.since();
        lastFall = before.lastFall();
    }

    Step step() {
        return new Step(
                new Snapshot(state, desired, run, streak, judged, force, due, since, lastFall),
                actions);
    }

    void record(Cause cause, boolean asked) {
        lastFall = Fall.of(run, cause, asked, now);
        tell(lastFall.neverRan() ? Happening.COULD_NOT_START : Happening.FELL);
    }

    void enter(State next, Deadline kind, Duration wait) {
        enter(next, in(kind, wait));
    }

    void enter(State next, @Nullable Due nextDue) {
        state = next;
        due = nextDue;
        since = now;
        force = Force.ASKED;
    }

    Due in(Deadline kind, Duration wait) {
        return new Due(kind, now + wait.toNanos());
    }

    void tell(Happening what) {
        actions.add(new Action.Tell(what));
    }
}
