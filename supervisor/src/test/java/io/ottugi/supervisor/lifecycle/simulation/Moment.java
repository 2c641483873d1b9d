package io.ottugi.supervisor.lifecycle.simulation;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.Step;
import java.util.List;

/**
 * One step of the machine, when its actions have just been performed.
 *
 * @param now as the machine was told
 */
record Moment(
        LifecyclePolicy policy, Snapshot before, Event event, long now, Step step, World world) {
    Snapshot after() {
        return step.next();
    }

    List<Action> actions() {
        return step.actions();
    }

    boolean does(Class<? extends Action> kind) {
        for (Action action : actions()) {
            if (kind.isInstance(action)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the state was entered in this step, be it from itself. */
    boolean entered(State state) {
        boolean changed =
                before.state() != after().state()
                        || before.generation() != after().generation()
                        || (event instanceof Event.TryAgain && !before.equals(after()));
        return changed && after().state() == state;
    }

    /** Whether the operator has asked for a fresh start, now or in the same breath. */
    boolean isCommand() {
        return event instanceof Event.Start
                || event instanceof Event.Stop
                || event instanceof Event.Kill
                || event instanceof Event.Restart;
    }

    /** The generation that a piece of news is about, or the current one for all other events. */
    long eventGeneration() {
        if (event instanceof Event.Spawned e) {
            return e.generation();
        }
        if (event instanceof Event.SpawnFailed e) {
            return e.generation();
        }
        if (event instanceof Event.Ready e) {
            return e.generation();
        }
        if (event instanceof Event.Examined e) {
            return e.generation();
        }
        if (event instanceof Event.Ended e) {
            return e.generation();
        }
        if (event instanceof Event.Cleared e) {
            return e.generation();
        }
        return before.generation();
    }

    /** Whether the event is about the generation that the machine knows. */
    boolean isCurrent() {
        return eventGeneration() == before.generation();
    }

    @Override
    public String toString() {
        return before.state()
                + " + "
                + event
                + " at "
                + now
                + "\n      -> "
                + after()
                + "\n         "
                + actions();
    }
}
