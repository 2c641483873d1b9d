package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Backoff;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import java.util.List;

/** How falls are counted, answered and told. */
final class FallPromises {
    private FallPromises() {}

    static List<Promise> all() {
        return List.of(
                new FirstFallIsAnsweredAtOnce(),
                new BackoffIsWithinBounds(),
                new FallsAreForgottenOnlyWhenStable(),
                new GoodRunIsAwaited(),
                new RestartsAreCounted(),
                new FallIsRecordedAsItWas(),
                new FallIsToldOnce(),
                new NotReadyInTimeIsAFall());
    }

    static final class FirstFallIsAnsweredAtOnce implements Promise {
        @Override
        public void check(Moment m) {
            boolean first = m.before().falls() == 0 && m.after().falls() == 1;
            require(
                    !first || m.does(Action.AskToStart.class) || m.after().state() == State.FAILED,
                    "the first fall was not answered at once");
            require(m.after().state() != State.BACKOFF || m.after().falls() >= 2, "waits for none");
        }
    }

    /**
     * The n-th fall in a row waits initial × factor^(n-2), at most max, times 1 ± jitter, but never
     * less than the shortest wait.
     */
    static final class BackoffIsWithinBounds implements Promise {
        private static final double ROUNDING = 1;

        @Override
        public void check(Moment m) {
            boolean judged = m.after().falls() == m.before().falls() + 1;
            if (!judged || m.after().falls() < 2 || m.after().state() == State.FAILED) {
                return;
            }
            Due due = m.after().due();
            boolean waits = due != null && due.kind() == Deadline.RETRY_AT;
            double wait = waits && due != null ? due.at() - m.now() : 0;
            Backoff backoff = m.policy().restart().backoff();
            double ideal = backoff.initial().toNanos();
            for (int n = 2; n < m.after().falls(); n++) {
                ideal = Math.min(ideal * backoff.factor(), (double) backoff.max().toNanos());
            }
            double shortest = Backoff.SHORTEST.toNanos();
            double least = Math.max(shortest, ideal * (1 - backoff.jitter()) - ROUNDING);
            double most = Math.max(shortest, ideal * (1 + backoff.jitter()) + ROUNDING);
            require(
                    wait >= least && wait <= most,
                    "fall %s waits %s, not about %s",
                    m.after().falls(),
                    wait,
                    ideal);
        }
    }

    /** Falls are counted one by one, and forgotten after a good run or by the operator. */
    static final class FallsAreForgottenOnlyWhenStable implements Promise {
        private long runningSince;

        @Override
        public void check(Moment m) {
            if (m.entered(State.RUNNING)) {
                runningSince = m.now();
            }
            int before = m.before().falls();
            int after = m.after().falls();
            boolean counted = after == before + 1 && !m.isCommand();
            boolean forgotten = after == 0 && (m.isCommand() || isStable(m));
            require(after == before || counted || forgotten, "falls %s to %s", before, after);
        }

        private boolean isStable(Moment m) {
            long ran = m.now() - runningSince;
            return m.before().state() == State.RUNNING
                    && m.event() instanceof Event.Tick
                    && ran >= m.policy().restart().resetAfter().toNanos();
        }
    }

    /**
     * A run after falls, or of one that was given up, waits for the moment from which it counts as
     * good; no other does.
     */
    static final class GoodRunIsAwaited implements Promise {
        @Override
        public void check(Moment m) {
            if (m.after().state() != State.RUNNING) {
                return;
            }
            Due due = m.after().due();
            boolean awaited = m.after().falls() > 0 || m.after().givenUp() != null;
            require((due != null) == awaited, "awaits %s", due);
            long stable = m.after().since() + m.policy().restart().resetAfter().toNanos();
            require(due == null || due.at() == stable, "a good run begins at %s", due);
        }
    }

    /** An automatic start is one more, a command begins from none. */
    static final class RestartsAreCounted implements Promise {
        private final Account account = new Account();
        private boolean commanded;

        @Override
        public void check(Moment m) {
            if (m.isCommand()
                    || m.event() instanceof Event.Adopted
                    || m.event() instanceof Event.TryAgain) {
                commanded = true;
            }
            account.read(m);
            boolean automatic = m.does(Action.Spawn.class) && !account.byHand();
            account.close(m);
            long before = m.before().restarts();
            long after = m.after().restarts();
            boolean fits = automatic ? after == before + 1 : after == before;
            require(fits || (m.isCommand() && after == 0), "restarts %s to %s", before, after);
            require(commanded || after == 0, "restarted before anybody started it");
        }
    }

    static final class FallIsRecordedAsItWas implements Promise {
        @Override
        public void check(Moment m) {
            Fall fall = m.after().lastFall();
            boolean up =
                    m.before().state() == State.STARTING || m.before().state() == State.RUNNING;
            if (fall == null || !up || !m.isCurrent() || !(m.event() instanceof Event.Ended e)) {
                return;
            }
            long ran = m.now() - m.before().run().startedAt();
            Fall expected =
                    new Fall(e.cause(), false, e.generation(), m.before().pid(), m.now(), ran);
            require(fall.equals(expected), "recorded %s instead of %s", fall, expected);
        }
    }

    static final class FallIsToldOnce implements Promise {
        private long fallen;

        @Override
        public void check(Moment m) {
            long told =
                    m.actions().stream()
                            .filter(action -> action.equals(new Action.Tell(Happening.FELL)))
                            .count();
            require(
                    told == 0 || (told == 1 && m.before().generation() > fallen),
                    "told twice that generation %s fell",
                    fallen);
            fallen = told == 0 ? fallen : m.before().generation();
            boolean news = m.isCurrent() && isFallOfTheRunning(m);
            require(!news || told == 1, "did not tell that it fell");
        }

        private static boolean isFallOfTheRunning(Moment m) {
            return m.before().state() == State.RUNNING && m.event() instanceof Event.Ended;
        }
    }

    static final class NotReadyInTimeIsAFall implements Promise {
        @Override
        public void check(Moment m) {
            Due due = m.before().due();
            boolean late =
                    m.before().state() == State.STARTING
                            && m.event() instanceof Event.Tick
                            && due != null
                            && due.kind() == Deadline.READY_BY
                            && m.now() - due.at() >= 0;
            require(!late || m.entered(State.STOPPING), "not ready in time, and forgiven");
        }
    }
}
