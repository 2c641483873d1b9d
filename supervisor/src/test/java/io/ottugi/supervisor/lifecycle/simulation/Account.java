package io.ottugi.supervisor.lifecycle.simulation;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.FallPattern;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.RestartLimit;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an onlooker knows who writes down commands, falls and starts, and reads the policy by
 * himself: the machine's own books are not looked into.
 */
final class Account {
    /** What the policy makes of a fall, but for a limit. */
    enum Answer {
        AGAIN,
        LEAVE,
        GIVE_UP
    }

    private final List<Long> starts = new ArrayList<>();
    private boolean byHand;
    private @Nullable Cause fall;
    private long runningSince;
    private boolean held;
    private boolean restartedWith;
    private boolean triedAgain;

    /** To be told of each step, before it is judged. */
    void read(Moment m) {
        boolean up = m.before().state() == State.STARTING || m.before().state() == State.RUNNING;
        if (m.isCommand()) {
            command(m, up);
        } else if (m.event() instanceof Event.RestartWith) {
            restartedWith |= up;
        } else if (m.event() instanceof Event.TryAgain) {
            tryAgain(m);
        } else if ((up || restartedWith) && m.isCurrent() && m.event() instanceof Event.Ended e) {
            fall = e.cause();
        } else if (m.isCurrent() && m.event() instanceof Event.SpawnFailed e) {
            fall = e.why();
        } else if (up && m.after().state() == State.STOPPING) {
            fall = new Cause.NotReady();
        }
        if (m.before().state() == State.RUNNING && m.event() instanceof Event.Tick) {
            held &= m.now() - runningSince < m.policy().restart().resetAfter().toNanos();
        }
        if (m.entered(State.RUNNING)) {
            runningSince = m.now();
        }
    }

    /** To be told of each step, after it was judged. */
    void close(Moment m) {
        if (m.does(Action.Spawn.class)) {
            if (!byHand) {
                starts.add(m.now());
            }
            byHand = false;
            restartedWith = false;
            triedAgain = false;
        }
        held |= m.entered(State.FAILED) && !unproved(m);
    }

    /** As if by hand if nothing of it ever fell, and as after any other fall if something did. */
    private void tryAgain(Moment m) {
        if (m.before().state() == State.FAILED && !m.before().equals(m.after())) {
            byHand = m.before().givenUp() == GivenUp.UNPROVED;
            triedAgain = !byHand;
            held = m.after().state() == State.FAILED;
        }
    }

    private void command(Moment m, boolean up) {
        restartedWith = false;
        boolean idle = m.event() instanceof Event.Start && up;
        byHand = m.event() instanceof Event.Restart || (m.event() instanceof Event.Start && !up);
        if (!idle) {
            starts.clear();
            held = false;
        }
    }

    private static boolean unproved(Moment m) {
        return m.event() instanceof Event.Unproved;
    }

    /** Whether somebody has asked for the next start since the last. */
    boolean byHand() {
        return byHand;
    }

    /** Whether it was given up, and has not run well since. */
    boolean held() {
        return held;
    }

    /** Whether its next start is for something else than a fall: no policy on falls is asked. */
    boolean startsAfterNoFall() {
        return triedAgain || restartedWith;
    }

    @Nullable Cause fall() {
        return fall;
    }

    /** How many automatic starts lie in the window that ends now. */
    long startsWithin(RestartLimit limit, long now) {
        return starts.stream().filter(start -> now - start < limit.within().toNanos()).count();
    }

    Answer answer(RestartPolicy policy) {
        Cause cause = fall;
        if (cause == null || startsAfterNoFall()) {
            return startsAfterNoFall() ? Answer.AGAIN : Answer.LEAVE;
        }
        boolean success = isSuccess(cause, policy.successExitCodes());
        boolean again =
                cause instanceof Cause.CouldNotStart
                        || policy.mode() == RestartPolicy.Mode.ALWAYS
                        || (policy.mode() == RestartPolicy.Mode.ON_FAILURE && !success)
                        || isAmong(policy.alwaysAfter(), cause);
        if (!again || !isAmong(policy.neverAfter(), cause)) {
            return again ? Answer.AGAIN : Answer.LEAVE;
        }
        return success ? Answer.LEAVE : Answer.GIVE_UP;
    }

    /** What the supervisor exits with for it. */
    int exitCode() {
        if (!(fall instanceof Cause.Ended ended)) {
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

    static boolean isAmong(Set<FallPattern> patterns, Cause cause) {
        return patterns.stream().anyMatch(pattern -> names(cause).contains(pattern));
    }

    /** All patterns that mean this cause. */
    private static Set<FallPattern> names(Cause cause) {
        if (cause instanceof Cause.CouldNotStart) {
            return Set.of(new FallPattern(FallPattern.Kind.COULD_NOT_START, 0));
        }
        if (!(cause instanceof Cause.Ended ended)) {
            return Set.of(new FallPattern(FallPattern.Kind.NOT_READY, 0));
        }
        if (ended.status() instanceof WaitStatus.Exited exited) {
            return Set.of(new FallPattern(FallPattern.Kind.EXIT, exited.code()));
        }
        if (ended.status() instanceof WaitStatus.Signaled killed) {
            return Set.of(new FallPattern(FallPattern.Kind.SIGNAL, killed.signal()));
        }
        return ended.status() instanceof WaitStatus.Ambiguous either
                ? Set.of(
                        new FallPattern(FallPattern.Kind.EXIT, either.value()),
                        new FallPattern(FallPattern.Kind.SIGNAL, either.value() - 128))
                : Set.of();
    }

    private static boolean isSuccess(Cause cause, Set<Integer> codes) {
        return codes.stream()
                .anyMatch(
                        code ->
                                cause.equals(new Cause.Ended(new WaitStatus.Exited(code)))
                                        || cause.equals(
                                                new Cause.Ended(new WaitStatus.Ambiguous(code))));
    }
}
