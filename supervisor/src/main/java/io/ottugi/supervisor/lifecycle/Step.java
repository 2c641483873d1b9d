package io.ottugi.supervisor.lifecycle;

import java.util.List;

/** One decision: what the worker's state is now, and what is to be done, in this order. */
public record Step(Snapshot next, List<Action> actions) {
    public Step {
        actions = List.copyOf(actions);
    }
}
