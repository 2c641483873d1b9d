package io.ottugi.supervisor.lifecycle.simulation;

import static io.ottugi.supervisor.lifecycle.simulation.Promise.require;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Force;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a snapshot and a step always look like. */
final class ShapePromises {
    private ShapePromises() {}

    static List<Promise> all() {
        return List.of(
                new DeadlineFitsTheState(),
                new FlagsMeanSomethingOnlyWhileStopping(),
                new OldNewsChangesNothing(),
                new AnswerThatNobodyWaitsForChangesNothing(),
                new TickBeforeItsTimeChangesNothing(),
                new SinceIsTheEntry(),
                new ActionsConcernThisGeneration(),
                new EveryEntryIsTold());
    }

    static final class DeadlineFitsTheState implements Promise {
        private static final String NONE = "none";

        @Override
        public void check(Moment m) {
            Due due = m.after().due();
            require(
                    fitting(m.after().state()).contains(due == null ? NONE : due.kind().name()),
                    "%s waits for %s",
                    m.after().state(),
                    due);
        }

        private static Set<String> fitting(State state) {
            return switch (state) {
                case STOPPED, WAITING, EXITED -> Set.of(NONE);
                case FAILED -> Set.of(NONE, Deadline.HOLD_UNTIL.name());
                case STARTING -> Set.of(Deadline.READY_BY.name(), Deadline.SETTLED_AT.name());
                case RUNNING -> Set.of(NONE, Deadline.STABLE_AT.name());
                case STOPPING -> Set.of(Deadline.KILL_AT.name());
                case BACKOFF -> Set.of(Deadline.RETRY_AT.name());
            };
        }
    }

    static final class FlagsMeanSomethingOnlyWhileStopping implements Promise {
        @Override
        public void check(Moment m) {
            Snapshot after = m.after();
            require(
                    after.state() == State.STOPPING
                            || (!after.judged() && after.force() == Force.ASKED),
                    "a flag of STOPPING in %s",
                    after.state());
        }
    }

    /** What is said of a generation that is not the current one is ignored. */
    static final class OldNewsChangesNothing implements Promise {
        @Override
        public void check(Moment m) {
            require(m.isCurrent() || nothingHappened(m), "old news was taken for new");
        }
    }

    static final class AnswerThatNobodyWaitsForChangesNothing implements Promise {
        @Override
        public void check(Moment m) {
            boolean stale =
                    m.event() instanceof Event.MayStart && m.before().state() != State.WAITING;
            require(!stale || nothingHappened(m), "an answer to nobody did something");
        }
    }

    static final class TickBeforeItsTimeChangesNothing implements Promise {
        @Override
        public void check(Moment m) {
            Due due = m.before().due();
            boolean early = due == null || m.now() - due.at() < 0;
            require(
                    !early || !(m.event() instanceof Event.Tick) || nothingHappened(m),
                    "a tick before its time did something");
        }
    }

    private static boolean nothingHappened(Moment m) {
        return m.before().equals(m.after()) && m.actions().isEmpty();
    }

    static final class SinceIsTheEntry implements Promise {
        @Override
        public void check(Moment m) {
            boolean entered = m.entered(m.after().state());
            long expected = entered ? m.now() : m.before().since();
            require(m.after().since() == expected, "since %s", m.after().since());
        }
    }

    static final class ActionsConcernThisGeneration implements Promise {
        @Override
        public void check(Moment m) {
            for (Action action : m.actions()) {
                long generation =
                        action instanceof Action.Terminate t
                                ? t.generation()
                                : action instanceof Action.KillAll k
                                        ? k.generation()
                                        : action instanceof Action.Examine x
                                                ? x.generation()
                                                : m.before().generation();
                require(generation == m.before().generation(), "%s is about another", action);
                require(
                        !(action instanceof Action.Spawn s)
                                || s.generation() == m.after().generation(),
                        "%s is about another",
                        action);
            }
        }
    }

    /**
     * The event record tells each change of state, by the right name; but for {@code WAITING},
     * which is told by whoever lets it wait.
     */
    static final class EveryEntryIsTold implements Promise {
        @Override
        public void check(Moment m) {
            boolean told = !m.entered(m.after().state()) || m.entered(State.WAITING);
            for (Action action : m.actions()) {
                if (action instanceof Action.Tell tell) {
                    State entered = enteredWith(tell.what());
                    require(entered == null || m.entered(entered), "told %s", tell.what());
                    told |= entered != null || tell.what() == Happening.KILLING;
                }
            }
            require(told, "entered %s untold", m.after().state());
        }

        private static @Nullable State enteredWith(Happening what) {
            return switch (what) {
                case WAITING -> State.WAITING;
                case STARTING -> State.STARTING;
                case RUNNING, ADOPTED -> State.RUNNING;
                case STOPPING, LEFTOVERS -> State.STOPPING;
                case BACKOFF -> State.BACKOFF;
                case EXITED -> State.EXITED;
                case STOPPED -> State.STOPPED;
                case HELD, GAVE_UP -> State.FAILED;
                case FELL, COULD_NOT_START, EXAMINING, KILLING -> null;
            };
        }
    }
}
