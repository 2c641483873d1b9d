package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a worker is started, and when not. */
final class StartPromises {
    private StartPromises() {}

    static List<Promise> all() {
        return List.of(
                new NeverTwoLiveGenerations(),
                new GenerationsRise(),
                new NoStartWhileUnwanted(),
                new NoStartBeforeItsTime(),
                new PolicyIsObeyed(),
                new WantedWorkerStandsOrIsAwaited(),
                new RunningHasAProcess());
    }

    static final class NeverTwoLiveGenerations implements Promise {
        @Override
        public void check(Moment m) {
            int alive = m.world().mayRun();
            require(alive <= 1, "%s generations may run at once", alive);
        }
    }

    static final class GenerationsRise implements Promise {
        private long highest;

        @Override
        public void check(Moment m) {
            highest = Math.max(highest, m.before().generation());
            for (Action action : m.actions()) {
                if (action instanceof Action.Spawn spawn) {
                    require(
                            spawn.generation() == highest + 1,
                            "generation %s after %s",
                            spawn.generation(),
                            highest);
                    highest++;
                }
            }
            require(m.after().generation() >= m.before().generation(), "the generation fell");
        }
    }

    /** What is wanted is what was asked for last. */
    static final class NoStartWhileUnwanted implements Promise {
        private Desired wish = Desired.DOWN;

        @Override
        public void check(Moment m) {
            boolean found = m.event() instanceof Event.Adopted || isUnproved(m.event());
            if (m.event() instanceof Event.Stop || m.event() instanceof Event.Kill) {
                wish = Desired.DOWN;
            } else if (m.isCommand() || (found && m.before().state() == State.STOPPED)) {
                wish = Desired.UP;
            }
            require(m.after().desired() == wish, "wanted %s", wish);
            require(
                    wish == Desired.UP || !m.does(Action.Spawn.class),
                    "started while wanted %s",
                    wish);
        }

        private static boolean isUnproved(Event event) {
            return event instanceof Event.Unproved;
        }
    }

    static final class NoStartBeforeItsTime implements Promise {
        private long retryAt;

        @Override
        public void check(Moment m) {
            var due = m.after().due();
            if (due != null && due.kind() == Deadline.RETRY_AT) {
                require(
                        m.entered(State.BACKOFF) || retryAt == due.at(),
                        "the time of the retry moved");
                retryAt = due.at();
            }
            boolean retried = m.before().state() == State.BACKOFF && m.does(Action.Spawn.class);
            require(
                    !retried || m.isCommand() || m.now() - retryAt >= 0,
                    "started before its time came");
        }
    }

    /** By itself a worker is started again just when its policy says so of its last fall. */
    static final class PolicyIsObeyed implements Promise {
        private boolean asked;
        private @Nullable Cause fall;

        @Override
        public void check(Moment m) {
            note(m);
            boolean again = fall != null && startsAgain(m.policy().restart(), fall);
            require(!m.does(Action.Spawn.class) || asked || again, "started against its policy");
            require(!m.entered(State.EXITED) || (!asked && !again), "not started again");
            require(!m.entered(State.BACKOFF) || again, "waits for a start against its policy");
            asked &= !m.does(Action.Spawn.class);
        }

        private void note(Moment m) {
            boolean up = m.before().state() == State.STARTING || isRunning(m);
            if (m.isCommand()) {
                asked = asksForStart(m, up);
            } else if (up && m.isCurrent() && m.event() instanceof Event.Ended e) {
                fall = e.cause();
            } else if (m.isCurrent() && m.event() instanceof Event.SpawnFailed e) {
                fall = e.why();
            } else if (up && m.after().state() == State.STOPPING) {
                fall = new Cause.NotReady();
            }
        }

        private static boolean asksForStart(Moment m, boolean up) {
            return m.event() instanceof Event.Restart || (m.event() instanceof Event.Start && !up);
        }

        private static boolean isRunning(Moment m) {
            return m.before().state() == State.RUNNING;
        }

        private static boolean startsAgain(RestartPolicy policy, Cause cause) {
            boolean ran = !(cause instanceof Cause.CouldNotStart);
            return switch (policy.mode()) {
                case ALWAYS -> true;
                case NEVER -> !ran;
                case ON_FAILURE -> !isSuccess(cause, policy.successExitCodes());
            };
        }

        private static boolean isSuccess(Cause cause, Set<Integer> codes) {
            return codes.stream()
                    .anyMatch(
                            code ->
                                    cause.equals(new Cause.Ended(new WaitStatus.Exited(code)))
                                            || cause.equals(
                                                    new Cause.Ended(
                                                            new WaitStatus.Ambiguous(code))));
        }
    }

    /** Wanted, it has a process, or a start is under way, or a deadline will see to it. */
    static final class WantedWorkerStandsOrIsAwaited implements Promise {
        @Override
        public void check(Moment m) {
            State state = m.after().state();
            boolean wanted = m.after().desired() == Desired.UP;
            boolean resting = state == State.EXITED || state == State.FAILED;
            boolean stands =
                    m.world().isThoughtAlive(m.after().generation(), m.after().pid())
                            || m.world().mayRun() > 0;
            require(
                    !wanted || resting || stands || m.after().due() != null,
                    "wanted, but nobody sees to it");
            require(state != State.STOPPED || !wanted, "wanted, but stopped");
            require(!m.entered(State.FAILED) || m.event() instanceof Event.Unproved, "given up");
        }
    }

    static final class RunningHasAProcess implements Promise {
        @Override
        public void check(Moment m) {
            require(
                    m.after().state() != State.RUNNING
                            || m.world().isThoughtAlive(m.after().generation(), m.after().pid()),
                    "running without a process");
        }
    }
}
