package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.fleet.Client;
import io.ottugi.supervisor.fleet.Outcome;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.lifecycle.State;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client that notes what it is told, and may leave before it is told all. */
final class SimulatedClient implements Client {
    private final boolean waits;
    private final long deadline;
    private final Map<String, Outcome> told = new LinkedHashMap<>();
    private boolean there = true;
    private boolean notStored;
    private boolean done;

    SimulatedClient(boolean waits, long deadline) {
        this.waits = waits;
        this.deadline = deadline;
    }

    /** The client goes away. */
    void leave() {
        there = false;
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    public boolean waits() {
        return waits;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void told(Unit unit, Outcome outcome) {
        if (done) {
            throw new Broken("ClientIsAnsweredOnce: told of " + unit.name() + " after the end");
        }
        if (!isTrue(unit, outcome)) {
            throw new Broken("ClientIsToldTheTruth: " + outcome + " of " + unit);
        }
        if (told.put(unit.name(), outcome) != null) {
            throw new Broken("ClientIsAnsweredOnce: told twice of " + unit.name());
        }
    }

    private static boolean isTrue(Unit unit, Outcome outcome) {
        State state = unit.snapshot().state();
        return switch (outcome.kind()) {
            case RUNNING, ALREADY_RUNNING -> state == State.RUNNING;
            case STOPPED, STOPPED_MEANWHILE -> state == State.STOPPED;
            case EXITED -> unit.hasEndedWell() && outcome.fall() != null;
            case FELL -> outcome.fall() != null;
            case WAITING -> state == State.WAITING && !outcome.reasons().isEmpty();
            case REFUSED -> state == State.STOPPING;
            case STARTED_MEANWHILE, TIMEOUT, UNTOUCHED, ASKED -> true;
        };
    }

    @Override
    public void notStored(String sentence) {
        notStored = true;
    }

    @Override
    public void done(boolean allWell) {
        if (done) {
            throw new Broken("ClientIsAnsweredOnce: the end was told twice");
        }
        if (allWell != told.values().stream().allMatch(Outcome::isOk)) {
            throw new Broken("ClientIsToldTheTruth: " + allWell + " after " + told);
        }
        done = true;
    }

    Map<String, Outcome> told() {
        return told;
    }

    boolean isDone() {
        return done;
    }

    boolean isToldNotStored() {
        return notStored;
    }
}
