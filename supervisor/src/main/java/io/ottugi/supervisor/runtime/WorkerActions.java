package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.process.launch.RunningWorker;
import io.ottugi.supervisor.runtime.loop.Guarded;
import io.ottugi.supervisor.runtime.loop.Message;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Performs what the machine decides about one worker. An action that is to be answered is answered,
 * whatever is thrown while it is performed, so that no state waits for what never comes.
 */
final class WorkerActions {
    private final WorkerUnit unit;
    private final Surroundings around;
    private final UnitListener listener;
    private final WorkerProcess process;
    private final Clearance clearance;
    private final Guarded guarded;

    WorkerActions(
            WorkerUnit unit,
            Surroundings around,
            UnitListener listener,
            WorkerProcess process,
            Clearance clearance) {
        this.unit = unit;
        this.around = around;
        this.listener = listener;
        this.process = process;
        this.clearance = clearance;
        this.guarded = new Guarded(around.journal());
    }

    /**
     * Performs an action.
     *
     * @param askedBy the operator who asked for it, if one did
     * @return the answer; null if there is none, or it comes later
     */
    @Nullable Event perform(Action action, @Nullable String askedBy) {
        if (action instanceof Action.AskToStart) {
            guarded.run(() -> listener.asksToStart(unit));
            return null;
        }
        if (action instanceof Action.Spawn spawn) {
            return start(spawn.generation());
        }
        if (action instanceof Action.Terminate terminate) {
            if (unit.forking().isUnderWay()) {
                return unit.forking().giveUp(unit.spec().stop().leftoversSignal());
            }
            signal(() -> process.terminate(askedBy));
            return endIfNothingLives(terminate.generation());
        }
        if (action instanceof Action.Examine examine) {
            return examine(examine.generation());
        }
        if (action instanceof Action.KillAll kill) {
            if (unit.forking().isUnderWay()) {
                return unit.forking().giveUp(SignalName.KILL);
            }
            signal(
                    () -> {
                        process.killed(askedBy);
                        clearance.kill(process.running());
                    });
            return endIfNothingLives(kill.generation());
        }
        throw new IllegalStateException("nobody performs " + action);
    }

    /** Sends a signal that may end it, once it is known who belongs to it. */
    private void signal(Runnable send) {
        RunningWorker running = process.running();
        boolean looking =
                running != null
                        && guarded.get(
                                () -> {
                                    clearance.know(running, () -> signal(running, send));
                                    return true;
                                },
                                false);
        if (!looking) {
            guarded.run(send);
        }
    }

    /** It may have ended meanwhile, and its successor is not meant. */
    private void signal(RunningWorker meant, Runnable send) {
        RunningWorker now = process.running();
        if (now == null || now.cookie().equals(meant.cookie())) {
            guarded.run(send);
        }
    }

    private Event start(long generation) {
        try {
            return process.start(generation);
        } catch (Throwable e) {
            guarded.note(e);
            RunningWorker running = process.running();
            return running == null
                    ? new Event.SpawnFailed(generation, couldNotStart(e))
                    : new Event.Spawned(generation, running.pid());
        }
    }

    private static Cause.CouldNotStart couldNotStart(Throwable e) {
        String detail =
                e instanceof UncheckedIOException
                        ? "the system did not give what the start needs: " + e.getMessage()
                        : Failure.mistake(e);
        return new Cause.CouldNotStart(Cause.Stage.FORK, detail);
    }

    /** A stop that finds nothing to stop, and waits for nothing that is being ended, is over. */
    private @Nullable Event endIfNothingLives(long generation) {
        boolean nothing = process.running() == null && !clearance.isUnderWay(generation);
        return nothing
                ? new Event.Ended(generation, new Cause.Ended(new WaitStatus.Unknown()), false)
                : null;
    }

    private @Nullable Event examine(long generation) {
        boolean asked =
                guarded.get(
                        () -> {
                            Subject subject = process.subject();
                            if (subject == null) {
                                return false;
                            }
                            long begin = around.clock().nanos();
                            around.evidence().examine(subject, () -> examined(generation, begin));
                            return true;
                        },
                        false);
        return asked ? null : new Event.Examined(generation);
    }

    private void examined(long generation, long begin) {
        long millis = (around.clock().nanos() - begin) / 1_000_000;
        around.inbox().post(new Message.Examined(unit.name(), generation, millis));
    }
}
