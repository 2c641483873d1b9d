package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.List;

/** When a worker is started, and when not. */
final class StartPromises {
    private StartPromises() {}

    static List<Promise> all() {
        return List.of(
                new NeverTwoLiveGenerations(),
                new GenerationsRise(),
                new NoStartWhileUnwanted(),
                new NoStartBeforeItsTime(),
                new NoStartUnlessItMay(),
                new NothingRunsWhileItWaits(),
                new PolicyIsObeyed(),
                new WantedWorkerStandsOrIsAwaited(),
                new RunningHasAProcess(),
                new RunningHasStoodItsTime(),
                new FallenIsUnstableUntilItHasStoodItsTime());
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
            boolean retried =
                    m.before().state() == State.BACKOFF && m.does(Action.AskToStart.class);
            require(
                    !retried || m.isCommand() || m.now() - retryAt >= 0,
                    "started before its time came");
        }
    }

    /** Each start was asked for once, and every asking was answered before it. */
    static final class NoStartUnlessItMay implements Promise {
        private boolean asked;

        @Override
        public void check(Moment m) {
            if (m.does(Action.Spawn.class)) {
                require(m.event() instanceof Event.MayStart, "started without an answer");
                require(asked, "started without having asked");
                require(m.world().gate().otherIsReady(), "started before the other was ready");
                asked = false;
            }
            if (m.event() instanceof Event.Stop || m.event() instanceof Event.Kill) {
                asked = false;
            }
            if (m.does(Action.AskToStart.class)) {
                require(!asked && m.entered(State.WAITING), "asked twice");
                asked = true;
            }
            require(asked == (m.after().state() == State.WAITING), "waits unasked, or not at all");
        }
    }

    static final class NothingRunsWhileItWaits implements Promise {
        @Override
        public void check(Moment m) {
            require(
                    m.after().state() != State.WAITING
                            || (m.world().mayRun() == 0 && !m.does(Action.Spawn.class)),
                    "waits for its start, but runs");
        }
    }

    /** By itself a worker is started again just when its policy says so of its last fall. */
    static final class PolicyIsObeyed implements Promise {
        private final Account account = new Account();

        @Override
        public void check(Moment m) {
            account.read(m);
            boolean asked = account.byHand();
            Account.Answer answer = account.answer(m.policy().restart());
            boolean again = answer == Account.Answer.AGAIN;
            require(!m.does(Action.Spawn.class) || asked || again, "started against its policy");
            require(
                    !m.entered(State.EXITED) || (!asked && answer == Account.Answer.LEAVE),
                    "not started again");
            require(!m.entered(State.BACKOFF) || again, "waits for a start against its policy");
            account.close(m);
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
                            || m.world().mayRun() > 0
                            || (state == State.WAITING && m.world().gate().isAsked());
            require(
                    !wanted || resting || stands || m.after().due() != null,
                    "wanted, but nobody sees to it");
            require(state != State.STOPPED || !wanted, "wanted, but stopped");
        }
    }

    /** Seen to run, it counts as started when {@code start.settle} has passed: not before. */
    static final class RunningHasStoodItsTime implements Promise {
        private long seenAt;

        @Override
        public void check(Moment m) {
            boolean seen =
                    m.event() instanceof Event.Ready
                            && m.isCurrent()
                            && m.before().state() == State.STARTING
                            && !m.before().isSettling()
                            && m.before().pid() != 0;
            seenAt = seen ? m.now() : seenAt;
            long settle = m.policy().settle().toNanos();
            boolean started = m.entered(State.RUNNING) && !(m.event() instanceof Event.Adopted);
            require(!started || m.now() - seenAt >= settle, "counts as started too soon");
            require(!seen || settle > 0 || started, "waits for nothing");
            var due = m.after().due();
            require(
                    !m.after().isSettling() || (due != null && due.at() - seenAt == settle),
                    "counts as started at another time");
        }
    }

    /** What fell and nobody has started by hand since is no healthy worker before its good run. */
    static final class FallenIsUnstableUntilItHasStoodItsTime implements Promise {
        private boolean fell;

        @Override
        public void check(Moment m) {
            State before = m.before().state();
            boolean runs = before == State.STARTING || before == State.RUNNING;
            fell &= !m.isCommand() || (runs && m.event() instanceof Event.Start);
            boolean again = m.after().falls() > m.before().falls();
            boolean good =
                    before == State.RUNNING
                            && m.after().state() == State.RUNNING
                            && m.now() - m.after().since()
                                    >= m.policy().restart().resetAfter().toNanos();
            fell = (fell || again) && !(m.event() instanceof Event.Tick && good);
            require(
                    m.after().state() != State.RUNNING || m.after().isUnstable() == fell,
                    "fell: %s, unstable: %s",
                    fell,
                    m.after().isUnstable());
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
