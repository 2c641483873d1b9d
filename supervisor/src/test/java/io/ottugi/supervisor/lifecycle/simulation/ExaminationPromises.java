package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Force;
import io.ottugi.supervisor.lifecycle.State;
import java.util.List;

/** How a worker that hangs is looked at before it is killed. */
final class ExaminationPromises {
    private ExaminationPromises() {}

    static List<Promise> all() {
        return List.of(
                new NoKillBeforeTheExamination(),
                new KillComesWhateverTheExaminerDoes(),
                new NothingIsExaminedTwice(),
                new OnlyWhatHangsIsExamined(),
                new NoExaminationWhenKilledByHand());
    }

    /** What has to be known of the newest generation, written down by an onlooker. */
    private abstract static class OfGeneration implements Promise {
        /** Whether it was killed by hand. */
        boolean byHand;

        boolean examined;
        long examinedAt;
        boolean answered;
        boolean terminated;
        long terminatedAt;

        @Override
        public final void check(Moment m) {
            byHand |= m.event() instanceof Event.Kill && m.before().state().mayHaveProcesses();
            answered |= m.event() instanceof Event.Examined && m.isCurrent() && examined;
            judge(m);
            if (m.does(Action.Examine.class)) {
                examined = true;
                examinedAt = m.now();
            }
            if (m.does(Action.Terminate.class) && !terminated) {
                terminated = true;
                terminatedAt = m.now();
            }
            if (m.after().generation() != m.before().generation()) {
                forget();
            }
        }

        abstract void judge(Moment m);

        private void forget() {
            byHand = false;
            examined = false;
            answered = false;
            terminated = false;
        }
    }

    /** A hanging worker's KILL waits until it was examined, but not for longer than it may. */
    static final class NoKillBeforeTheExamination extends OfGeneration {
        @Override
        void judge(Moment m) {
            boolean hangs = m.does(Action.KillAll.class) && m.before().pid() != 0 && !byHand;
            boolean wanted = !m.policy().examination().isZero();
            // One whose process came only after the timeout was killed without.
            boolean late = !examined && m.before().force() == Force.KILLED;
            boolean over =
                    examined
                            && (answered
                                    || m.now() - examinedAt >= m.policy().examination().toNanos());
            require(!hangs || !wanted || late || over, "killed before it was examined");
        }
    }

    /** Timeout and examination together are the longest that a worker hangs on. */
    static final class KillComesWhateverTheExaminerDoes extends OfGeneration {
        private long killed;

        @Override
        void judge(Moment m) {
            killed = m.does(Action.KillAll.class) ? m.before().generation() : killed;
            boolean hangs = m.after().state() == State.STOPPING && terminated;
            long most =
                    m.policy()
                            .stopTimeout()
                            .plus(m.policy().examination())
                            .plus(World.LONGEST_LATENCY.multipliedBy(2))
                            .toNanos();
            require(
                    !hangs || killed == m.after().generation() || m.now() - terminatedAt <= most,
                    "not killed after timeout and examination");
        }
    }

    static final class NothingIsExaminedTwice extends OfGeneration {
        @Override
        void judge(Moment m) {
            require(!m.does(Action.Examine.class) || !examined, "examined a second time");
        }
    }

    /** That is one whose first process lives after its timeout. */
    static final class OnlyWhatHangsIsExamined extends OfGeneration {
        @Override
        void judge(Moment m) {
            boolean overdue =
                    terminated
                            && m.now() - terminatedAt >= m.policy().stopTimeout().toNanos()
                            && m.before().state() == State.STOPPING
                            && m.before().pid() != 0;
            require(!m.does(Action.Examine.class) || overdue, "examined, but does not hang");
        }
    }

    static final class NoExaminationWhenKilledByHand extends OfGeneration {
        @Override
        void judge(Moment m) {
            require(!m.does(Action.Examine.class) || !byHand, "examined, but killed by hand");
            boolean now = m.event() instanceof Event.Kill && m.before().state().mayHaveProcesses();
            require(!now || m.does(Action.KillAll.class), "a kill by hand waited");
        }
    }
}
