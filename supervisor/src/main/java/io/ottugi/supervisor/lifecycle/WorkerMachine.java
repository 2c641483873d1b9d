package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Decides what happens to a worker next: (snapshot, event, now) to (snapshot, actions).
 *
 * <p>Two facts are kept apart: what the worker does ({@link State}) and what is wanted of it
 * ({@link Desired}). A worker's processes are known by generation; what is said of an older
 * generation than the snapshot's is about processes that are gone, and is ignored.
 *
 * <p>A generation begins only from {@code WAITING}, which asks whether anything has to be first.
 * That is entered only when nothing of the worker lives: {@code STOPPING} ends only then. That is
 * why no two generations ever live at once.
 *
 * <p>The stop sequence (TERM, CONT, KILL to the whole group after a timeout) is the one of
 * systemd.kill(5), whose {@code KillMode} is {@code stop.to} here, but that a worker that hangs is
 * looked at before it is killed; the backoff follows {@link Backoff#delay(int, double)}. A
 * generation counts as started once it has run for {@link LifecyclePolicy#settle()}, as with
 * supervisord's {@code startsecs}.
 */
public final class WorkerMachine {
    /** How often KILL is repeated while something survives it. */
    static final Duration KILL_AGAIN = Duration.ofSeconds(1);

    private final LifecyclePolicy policy;
    private final DoubleSupplier random;

    /**
     * @param random uniform in [0, 1), asked once a step
     */
    public WorkerMachine(LifecyclePolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * One step.
     *
     * @param now monotonic nanoseconds, never less than in the step before
     */
    public Step step(Snapshot snapshot, Event event, long now) {
        State state = snapshot.state();
        Draft draft = new Draft(snapshot, policy, random.getAsDouble(), now);
        // Java 17 has no switch over sealed types; TransitionsTest walks all events.
        Draft next;
        if (event instanceof Event.Start) {
            next = onStart(state, draft);
        } else if (event instanceof Event.Stop) {
            next = onStop(state, draft);
        } else if (event instanceof Event.Kill) {
            next = onKill(state, draft);
        } else if (event instanceof Event.Restart) {
            next = onRestart(state, draft);
        } else if (event instanceof Event.RestartWith) {
            next = onRestartWith(state, draft);
        } else if (event instanceof Event.TryAgain) {
            next = onTryAgain(state, draft);
        } else if (event instanceof Event.MayStart) {
            next = onMayStart(state, draft);
        } else if (event instanceof Event.Tick) {
            next = onTick(snapshot, draft, now);
        } else if (event instanceof Event.Adopted e) {
            next = onAdopted(state, draft, e);
        } else if (event instanceof Event.Unproved e) {
            next = onUnproved(state, draft, e);
        } else if (event instanceof Event.News news) {
            boolean isNew = news.generation() == snapshot.generation();
            next = isNew ? onNews(state, draft, news) : draft.stay();
        } else {
            throw new IllegalStateException("no answer to " + event);
        }
        return next.step();
    }

    private static Draft onNews(State state, Draft draft, Event.News news) {
        if (news instanceof Event.Spawned e) {
            return onSpawned(state, draft, e);
        }
        if (news instanceof Event.SpawnFailed e) {
            return onSpawnFailed(state, draft, e);
        }
        if (news instanceof Event.Ready) {
            return onReady(state, draft);
        }
        if (news instanceof Event.Examined) {
            return onExamined(state, draft);
        }
        if (news instanceof Event.Ended e) {
            return onEnded(state, draft, e);
        }
        if (news instanceof Event.Cleared) {
            return onCleared(state, draft);
        }
        throw new IllegalStateException("no answer to " + news);
    }

    private static Draft onStart(State state, Draft draft) {
        return switch (state) {
            case STOPPED, BACKOFF, EXITED, FAILED -> draft.fresh().want(Desired.UP).begin();
            case WAITING -> draft.fresh();
            case STARTING, RUNNING -> draft.want(Desired.UP);
            case STOPPING -> draft.fresh().want(Desired.UP);
        };
    }

    private static Draft onMayStart(State state, Draft draft) {
        return switch (state) {
            case WAITING -> draft.mayStart();
            case STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onStop(State state, Draft draft) {
        return switch (state) {
            case STOPPED -> draft.stay();
            case WAITING, BACKOFF, EXITED, FAILED -> draft.down();
            case STARTING, RUNNING -> draft.fresh().want(Desired.DOWN).terminate();
            case STOPPING -> draft.fresh().want(Desired.DOWN);
        };
    }

    private static Draft onKill(State state, Draft draft) {
        return switch (state) {
            case STOPPED -> draft.stay();
            case WAITING, BACKOFF, EXITED, FAILED -> draft.down();
            case STARTING, RUNNING -> draft.fresh().want(Desired.DOWN).kill();
            case STOPPING -> draft.fresh().want(Desired.DOWN).kill();
        };
    }

    private static Draft onRestart(State state, Draft draft) {
        return switch (state) {
            case STOPPED, BACKOFF, EXITED, FAILED -> draft.fresh().want(Desired.UP).begin();
            case WAITING -> draft.fresh();
            case STARTING, RUNNING -> draft.fresh().want(Desired.UP).terminate();
            case STOPPING -> draft.fresh().want(Desired.UP);
        };
    }

    private static Draft onRestartWith(State state, Draft draft) {
        return switch (state) {
            case STARTING, RUNNING -> draft.restartWith();
            case STOPPED, WAITING, STOPPING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onTryAgain(State state, Draft draft) {
        return switch (state) {
            case FAILED -> draft.tryAgain();
            case STOPPED, WAITING, STARTING, RUNNING, STOPPING, BACKOFF, EXITED -> draft.stay();
        };
    }

    private static Draft onTick(Snapshot snapshot, Draft draft, long now) {
        Due due = snapshot.due();
        if (due == null || !due.reached(now)) {
            return draft.stay();
        }
        return switch (due.kind()) {
            case READY_BY -> draft.notReady();
            case SETTLED_AT -> draft.running();
            case KILL_AT -> draft.overdue();
            case RETRY_AT, HOLD_UNTIL -> draft.begin();
            case STABLE_AT -> draft.forgetFalls();
        };
    }

    private static Draft onAdopted(State state, Draft draft, Event.Adopted e) {
        return switch (state) {
            case STOPPED -> draft.adopt(e);
            case WAITING, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onUnproved(State state, Draft draft, Event.Unproved e) {
        return switch (state) {
            case STOPPED -> draft.hold(e.generation(), e.detail());
            case WAITING, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onSpawned(State state, Draft draft, Event.Spawned e) {
        return switch (state) {
            case STARTING -> draft.spawned(e.pid());
            case STOPPING -> draft.spawnedLate(e.pid());
            case STOPPED, WAITING, RUNNING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onSpawnFailed(State state, Draft draft, Event.SpawnFailed e) {
        return switch (state) {
            case STARTING, STOPPING -> draft.couldNotStart(e.why());
            case STOPPED, WAITING, RUNNING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onReady(State state, Draft draft) {
        return switch (state) {
            case STARTING -> draft.ready();
            case STOPPED, WAITING, RUNNING, STOPPING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onExamined(State state, Draft draft) {
        return switch (state) {
            case STOPPING -> draft.examined();
            case STOPPED, WAITING, STARTING, RUNNING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onEnded(State state, Draft draft, Event.Ended e) {
        return switch (state) {
            case STARTING, RUNNING -> draft.fell(e.cause(), e.leftovers());
            case STOPPING -> draft.ended(e.cause(), e.leftovers());
            case STOPPED, WAITING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }

    private static Draft onCleared(State state, Draft draft) {
        return switch (state) {
            case STOPPING -> draft.cleared();
            case STOPPED, WAITING, STARTING, RUNNING, BACKOFF, EXITED, FAILED -> draft.stay();
        };
    }
}
