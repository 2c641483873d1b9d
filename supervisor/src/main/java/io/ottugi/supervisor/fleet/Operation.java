package io.ottugi.supervisor.fleet;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The goals of some units for which a client waits. The client is told of each unit as soon as its
 * outcome is certain; the operation is over after the last. What was asked for goes on whether or
 * not anybody waits.
 */
final class Operation {
    private final Client client;
    private final DesiredStates desired;
    private final OrderedStops stops;
    private final StartGate gate;
    private final Map<Unit, Goal> goals = new LinkedHashMap<>();
    private boolean allWell = true;

    public Operation(Client client, DesiredStates desired, OrderedStops stops, StartGate gate) {
        this.client = client;
        this.desired = desired;
        this.stops = stops;
        this.gate = gate;
    }

    /** Waits until these have stopped. */
    Operation stopping(Collection<? extends Unit> units) {
        units.forEach(unit -> goals.put(unit, Goal.stopped()));
        return this;
    }

    /** Waits until these run; to be called before they are told to. */
    Operation starting(Collection<? extends Unit> units) {
        units.forEach(unit -> goals.put(unit, Goal.running(unit)));
        return this;
    }

    /** Waits until these run, which were told to start just now. */
    Operation begun(Collection<? extends Unit> units) {
        units.forEach(unit -> goals.put(unit, Goal.begun(unit)));
        return this;
    }

    /** Waits until a generation runs that is not there yet. */
    Operation restarting(Collection<? extends Unit> units) {
        units.forEach(unit -> goals.put(unit, Goal.runningAnew(unit)));
        return this;
    }

    /**
     * Tells the client of units whose outcome is certain.
     *
     * @return whether no goal is left
     */
    boolean advance(long now) {
        boolean late = client.deadline() != Long.MAX_VALUE && now - client.deadline() >= 0;
        Iterator<Map.Entry<Unit, Goal>> left = goals.entrySet().iterator();
        while (left.hasNext()) {
            Map.Entry<Unit, Goal> entry = left.next();
            Optional<Outcome> outcome =
                    entry.getValue().outcome(entry.getKey(), desired, stops, gate);
            if (outcome.isEmpty() && late) {
                outcome = Optional.of(Outcome.of(Outcome.Kind.TIMEOUT));
            }
            if (outcome.isPresent()) {
                left.remove();
                tell(entry.getKey(), outcome.get());
            }
        }
        return goals.isEmpty();
    }

    /** Tells whether all units have come to where they were wanted so far. */
    boolean isWell() {
        return allWell;
    }

    /** Tells whether the client still waits. */
    boolean isAwaited() {
        return client.isThere();
    }

    /** Returns the moment at which the operation must be advanced though nothing happens. */
    long wakeAt() {
        return client.deadline();
    }

    /** Ends it at once, for a client that does not wait. */
    void leave(Collection<? extends Unit> units) {
        units.forEach(unit -> tell(unit, Outcome.of(Outcome.Kind.ASKED)));
        finish();
    }

    /** Tells the client that these units were left alone. */
    void leaveAlone(Collection<? extends Unit> units) {
        units.forEach(unit -> tell(unit, Outcome.of(Outcome.Kind.UNTOUCHED)));
    }

    /** Gives the last answer. */
    void finish() {
        client.done(allWell);
    }

    private void tell(Unit unit, Outcome outcome) {
        allWell &= outcome.isOk();
        client.told(unit, outcome);
    }
}
