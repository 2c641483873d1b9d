package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.State;
import java.time.Duration;
import java.util.List;

/** How a worker is made to end. */
final class StopPromises {
    /** How often KILL is sent to what survives it. */
    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);

    private StopPromises() {}

    static List<Promise> all() {
        return List.of(
                new NoKillBeforeItsGrace(),
                new KillDoesCome(),
                new TermIsSentOnce(),
                new EndIsAskedForAtOnce(),
                new LateProcessIsAskedToEnd(),
                new StopAlwaysEnds(),
                new DownHasNoProcess());
    }

    /** After a stop was asked for, a worker is gone within this time. */
    static Duration longestStop(LifecyclePolicy policy) {
        return World.LONGEST_SPAWN
                .plus(policy.stopTimeout())
                .plus(policy.examination())
                .plus(World.LONGEST_HANG)
                .plus(KILL_AGAIN)
                .plus(World.LONGEST_LATENCY.multipliedBy(4));
    }

    /** KILL comes only after TERM and its timeout, unless the operator asks for it. */
    static final class NoKillBeforeItsGrace implements Promise {
        private boolean asked;
        private boolean termed;
        private long termedAt;

        @Override
        public void check(Moment m) {
            asked |= m.event() instanceof Event.Kill && m.before().state().mayHaveProcesses();
            if (m.does(Action.KillAll.class)) {
                boolean graced = termed && m.now() - termedAt >= grace(m);
                require(asked || graced, "killed before its grace was over");
            }
            if (m.does(Action.Terminate.class) && !termed) {
                termed = true;
                termedAt = m.now();
            }
            if (m.does(Action.Spawn.class)) {
                asked = false;
                termed = false;
            }
        }

        private static long grace(Moment m) {
            return m.policy().stopTimeout().toNanos();
        }
    }

    /** What is left after grace and examination is killed, and again each second. */
    static final class KillDoesCome implements Promise {
        private long expectedAt;

        @Override
        public void check(Moment m) {
            if (m.before().state() == State.STOPPING && m.after().state() == State.STOPPING) {
                long late = m.now() - expectedAt - World.LONGEST_LATENCY.toNanos();
                boolean onItsWay = m.does(Action.KillAll.class) || m.does(Action.Examine.class);
                require(late <= 0 || onItsWay, "KILL is overdue by %s", late);
            }
            if (m.does(Action.KillAll.class)) {
                expectedAt = m.now() + KILL_AGAIN.toNanos();
            } else if (m.does(Action.Examine.class)) {
                expectedAt = m.now() + m.policy().examination().toNanos();
            } else if (m.entered(State.STOPPING)) {
                expectedAt = m.now() + m.policy().stopTimeout().toNanos();
            }
        }
    }

    /** Nothing is asked twice, but for a process that came after the asking. */
    static final class TermIsSentOnce implements Promise {
        private long termed;

        @Override
        public void check(Moment m) {
            for (Action action : m.actions()) {
                if (action instanceof Action.Terminate terminate) {
                    boolean again = terminate.generation() == termed;
                    require(!again || m.event() instanceof Event.Spawned, "TERM was sent again");
                    termed = terminate.generation();
                }
            }
        }
    }

    static final class EndIsAskedForAtOnce implements Promise {
        @Override
        public void check(Moment m) {
            require(
                    !m.entered(State.STOPPING)
                            || m.does(Action.Terminate.class)
                            || m.does(Action.KillAll.class),
                    "is stopping, but was not asked to end");
        }
    }

    static final class LateProcessIsAskedToEnd implements Promise {
        @Override
        public void check(Moment m) {
            boolean late =
                    m.before().state() == State.STOPPING
                            && m.event() instanceof Event.Spawned
                            && m.isCurrent();
            require(!late || m.after().pid() != 0, "a late process was not taken note of");
            require(
                    !late || m.does(Action.Terminate.class) || m.does(Action.KillAll.class),
                    "a late process was not asked to end");
        }
    }

    static final class StopAlwaysEnds implements Promise {
        private long wantedDownAt;

        @Override
        public void check(Moment m) {
            if (m.after().desired() != m.before().desired()) {
                wantedDownAt = m.now();
            }
            boolean stopping =
                    m.after().desired() == Desired.DOWN && m.after().state() != State.STOPPED;
            if (stopping) {
                long since = m.now() - wantedDownAt;
                require(since <= longestStop(m.policy()).toNanos(), "still not stopped");
            }
        }
    }

    /** Stopped, exited or waiting, none of its processes is left, nor under way. */
    static final class DownHasNoProcess implements Promise {
        @Override
        public void check(Moment m) {
            require(
                    m.after().state().mayHaveProcesses() || m.world().mayRun() == 0,
                    "%s, but a process is left",
                    m.after().state());
        }
    }
}
