package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.RestartLimit;
import io.ottugi.supervisor.lifecycle.RestartLimit.Then;
import io.ottugi.supervisor.lifecycle.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a worker is given up, and what comes of that. */
final class LimitPromises {
    private LimitPromises() {}

    static List<Promise> all() {
        return List.of(
                new NeverMoreStartsThanAllowed(),
                new NoStartAfterACauseThatIsNotTriedAgain(),
                new GivenUpForAReason(),
                new GivenUpWhenItFalls(),
                new GivenUpStaysDown(),
                new HoldIsFollowedByOneTry(),
                new GivenUpIsForgotten(),
                new SupervisorExitsOnceWithTheWorkersCode());
    }

    /** A promise that keeps an account of its own. */
    abstract static class Accounted implements Promise {
        @Override
        public final void check(Moment m) {
            account.read(m);
            check(m, account, m.policy().restart().limit());
            account.close(m);
        }

        private final Account account = new Account();

        abstract void check(Moment m, Account account, @Nullable RestartLimit limit);

        static boolean isAutomaticStart(Moment m, Account account) {
            return m.does(Action.Spawn.class) && !account.byHand();
        }

        static boolean isUsedUp(Moment m, Account account, RestartLimit limit) {
            boolean afterOneTry = limit.then() == Then.HOLD && account.held();
            return afterOneTry || account.startsWithin(limit, m.now()) >= limit.restarts();
        }
    }

    /** In no window are there more automatic starts; tries after a hold are counted apart. */
    static final class NeverMoreStartsThanAllowed extends Accounted {
        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            if (limit == null || !isAutomaticStart(m, account) || account.held()) {
                return;
            }
            long starts = 1 + account.startsWithin(limit, m.now());
            require(starts <= limit.restarts(), "%s starts within %s", starts, limit.within());
        }
    }

    static final class NoStartAfterACauseThatIsNotTriedAgain extends Accounted {
        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            Cause fall = account.fall();
            boolean never =
                    fall != null && Account.isAmong(m.policy().restart().neverAfter(), fall);
            require(
                    !never || account.startsAfterNoFall() || !isAutomaticStart(m, account),
                    "started after %s",
                    fall);
        }
    }

    static final class GivenUpForAReason extends Accounted {
        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            if (!m.entered(State.FAILED)) {
                return;
            }
            GivenUp why = m.after().givenUp();
            boolean unproved = m.event() instanceof Event.Unproved;
            boolean cause =
                    account.answer(m.policy().restart()) == Account.Answer.GIVE_UP && !unproved;
            boolean used = limit != null && isUsedUp(m, account, limit);
            boolean fits =
                    unproved
                            ? why == GivenUp.UNPROVED
                            : cause ? why == GivenUp.CAUSE : used && why == GivenUp.LIMIT;
            require(fits, "given up for %s", why);
        }
    }

    /** The limit is looked at when it falls, not when it would be started. */
    static final class GivenUpWhenItFalls extends Accounted {
        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            boolean judged =
                    !account.byHand()
                            && m.before().state().mayHaveProcesses()
                            && (m.entered(State.BACKOFF) || m.entered(State.WAITING));
            require(
                    !judged || limit == null || !isUsedUp(m, account, limit),
                    "its limit is used up, but it waits for a start");
        }
    }

    /** Only the operator, a change of its cause or the end of its hold brings it back. */
    static final class GivenUpStaysDown implements Promise {
        private long failedAt;

        @Override
        public void check(Moment m) {
            if (m.before().state() == State.FAILED && m.after().state() != State.FAILED) {
                RestartLimit limit = m.policy().restart().limit();
                boolean over =
                        m.before().givenUp() == GivenUp.LIMIT
                                && limit != null
                                && limit.then() == Then.HOLD
                                && m.event() instanceof Event.Tick
                                && m.now() - failedAt >= limit.hold().toNanos();
                boolean mended =
                        m.before().givenUp() != GivenUp.LIMIT
                                && m.event() instanceof Event.TryAgain;
                require(m.isCommand() || over || mended, "came back by itself");
            }
            if (m.entered(State.FAILED)) {
                failedAt = m.now();
            }
        }
    }

    /** While it is held there is one try for each hold, no more and no less. */
    static final class HoldIsFollowedByOneTry extends Accounted {
        private int tries;

        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            boolean holds = limit != null && limit.then() == Then.HOLD;
            if (m.after().state() == State.FAILED && limit != null && holds) {
                boolean waits = m.after().givenUp() == GivenUp.LIMIT;
                long until = m.after().since() + limit.hold().toNanos();
                Due expected = waits ? new Due(Deadline.HOLD_UNTIL, until) : null;
                require(
                        expected == null
                                ? m.after().due() == null
                                : expected.equals(m.after().due()),
                        "is held until %s",
                        m.after().due());
                boolean over = waits && m.now() - until >= 0;
                require(!over || !(m.event() instanceof Event.Tick), "was not tried");
            }
            if (isAutomaticStart(m, account) && account.held()) {
                tries--;
                require(tries >= 0, "was tried twice after one hold");
            }
            if (m.entered(State.FAILED)) {
                tries = 1;
            }
        }
    }

    /** It counts as given up until somebody asks for it or one of its tries runs well. */
    static final class GivenUpIsForgotten extends Accounted {
        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            State state = m.after().state();
            boolean remembered = m.after().givenUp() != null;
            boolean told = state == State.FAILED || (account.held() && state != State.EXITED);
            require(remembered == told, "given up: %s", m.after().givenUp());
        }
    }

    static final class SupervisorExitsOnceWithTheWorkersCode extends Accounted {
        @Override
        void check(Moment m, Account account, @Nullable RestartLimit limit) {
            List<Action> exits =
                    m.actions().stream().filter(Action.ExitSupervisor.class::isInstance).toList();
            boolean expected =
                    limit != null
                            && limit.then() == Then.EXIT_SUPERVISOR
                            && (m.entered(State.FAILED) || m.event() instanceof Event.TryAgain)
                            && m.before().givenUp() != GivenUp.LIMIT
                            && m.after().givenUp() == GivenUp.LIMIT;
            require(
                    exits.equals(
                            expected
                                    ? List.of(new Action.ExitSupervisor(account.exitCode()))
                                    : List.of()),
                    "exits: %s",
                    exits);
        }
    }
}
