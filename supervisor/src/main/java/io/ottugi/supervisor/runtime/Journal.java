package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Durations;
import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.process.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what happened: to the event record for programs, to the supervisor's log for people. */
public final class Journal {
    /** Takes one line for people. */
    public interface Log {
        void line(String text);
    }

    private final EventRecord events;
    private final Log log;
    private final Clock clock;

    public Journal(EventRecord events, Log log, Clock clock) {
        this.events = events;
        this.log = log;
        this.clock = clock;
    }

    /** Something about the supervisor itself. */
    public void supervisor(String event, JsonObject details, String sentence) {
        events.append(event, details);
        log.line(sentence);
    }

    /** How many events could not be written since one could. */
    long eventsLost() {
        return events.lost();
    }

    /** Something that only a person could want to know. */
    public void note(String sentence) {
        log.line(sentence);
    }

    /** A worker that may not start yet. */
    void waiting(WorkerUnit unit, List<String> reasons) {
        JsonObject details = new JsonObject();
        details.addProperty("worker", unit.name());
        details.add("waiting_for", Json.array(reasons));
        supervisor(
                Happening.WAITING.label(),
                details,
                unit.name() + ": waits for " + String.join(", ", reasons));
    }

    /**
     * Something about a worker, as its snapshot after the step has it.
     *
     * @param positions where the output of its newest generation begins
     */
    void worker(String name, Happening what, Snapshot snapshot, Subject.Positions positions) {
        JsonObject details = new JsonObject();
        details.addProperty("worker", name);
        details.addProperty("generation", snapshot.generation());
        if (snapshot.pid() != 0) {
            details.addProperty("pid", snapshot.pid());
        }
        if (what == Happening.STARTING) {
            positions.output().ifPresent(at -> details.addProperty("log_position", at));
            positions.errors().ifPresent(at -> details.addProperty("error_log_position", at));
        }
        log.line(name + ": " + sentence(what, snapshot, details));
        events.append(what.label(), details);
    }

    /**
     * A process that may not be signalled.
     *
     * @param worker whose it is; null for an orphan of which that is not known
     */
    void refused(@Nullable String worker, long pid, SignalName signal) {
        JsonObject details = new JsonObject();
        addUnlessNull(details, "worker", worker);
        details.addProperty("pid", pid);
        details.addProperty("signal", signal.name());
        String sentence = Refusals.sentence(signal, List.of(pid));
        details.addProperty("sentence", sentence);
        supervisor(
                "signal-refused",
                details,
                worker == null ? "an orphan: " + sentence : worker + ": " + sentence);
    }

    /** Orphans that may have come of this worker, or of another. */
    void strays(String worker, List<ProcessIdentity> orphans) {
        JsonObject details = new JsonObject();
        details.addProperty("worker", worker);
        JsonArray pids = new JsonArray();
        orphans.forEach(orphan -> pids.add(orphan.pid()));
        details.add("pids", pids);
        String sentence = Strays.sentence(orphans);
        details.addProperty("sentence", sentence);
        supervisor("strays", details, worker + ": " + sentence);
    }

    private String sentence(Happening what, Snapshot snapshot, JsonObject details) {
        long pid = snapshot.pid();
        return switch (what) {
            case WAITING -> "waits";
            case GAVE_UP -> gaveUp(details, snapshot);
            case STARTING -> "starting generation " + snapshot.generation();
            case RUNNING -> "runs as pid " + pid;
            case ADOPTED -> "adopted pid " + pid + ", which an earlier supervisor left running";
            case FELL, COULD_NOT_START, HELD ->
                    fall(details, Objects.requireNonNull(snapshot.lastFall()));
            case BACKOFF -> backoff(details, Objects.requireNonNull(snapshot.due()));
            case EXITED -> "not started again: its restart policy says so";
            case STOPPING -> "stopping pid " + pid;
            case LEFTOVERS -> "ending the processes that its first one left behind";
            case EXAMINING -> "did not end in time: is looked at before it is killed";
            case KILLING -> "did not end: sends KILL to all its processes";
            case STOPPED -> "stopped";
        };
    }

    private String backoff(JsonObject details, Due due) {
        Duration wait = Duration.ofNanos(Math.max(0, due.at() - clock.nanos()));
        details.addProperty("next_attempt", clock.at(due.at()).toString());
        return "next start in " + Durations.format(wait);
    }

    private String gaveUp(JsonObject details, Snapshot snapshot) {
        GivenUp why = Objects.requireNonNull(snapshot.givenUp());
        details.addProperty("given_up", why.name().toLowerCase(Locale.ROOT));
        Due due = snapshot.due();
        String next = due == null ? "'ottugi start' tries again" : backoff(details, due);
        return switch (why) {
            case LIMIT -> "given up: it fell too often; " + next;
            case CAUSE -> "given up: this is not tried again until something changes";
            case UNPROVED -> "held back";
        };
    }

    private static String fall(JsonObject details, Fall fall) {
        String cause = Causes.describe(fall.cause());
        addFall(details, fall);
        String by = Causes.by(fall);
        String who = by == null ? "" : by.equals("us") ? ", as asked" : "";
        return fall.pid() == 0
                ? cause
                : "pid " + fall.pid() + " fell: " + cause + who + ", after " + ran(fall);
    }

    private static void addFall(JsonObject details, Fall fall) {
        // The snapshot may be of the next generation already.
        details.addProperty("generation", fall.generation());
        details.remove("pid");
        if (fall.pid() != 0) {
            details.addProperty("pid", fall.pid());
        }
        details.addProperty("cause", Causes.describe(fall.cause()));
        addUnlessNull(details, "by", Causes.by(fall));
        Integer raw = Causes.raw(fall.cause());
        if (raw != null) {
            details.addProperty("wait_status", raw);
        }
        details.addProperty("ran_for", ran(fall));
    }

    private static String ran(Fall fall) {
        return Durations.format(Duration.ofNanos(fall.ran()));
    }

    /** A fall as status shows it. */
    static JsonObject fallJson(Fall fall, Instant at) {
        JsonObject json = new JsonObject();
        json.addProperty("at", at.toString());
        addFall(json, fall);
        return json;
    }

    /** The record's details of a signal to the supervisor. */
    static JsonObject signal(SignalName signal) {
        JsonObject details = new JsonObject();
        details.addProperty("signal", signal.name());
        return details;
    }

    private static void addUnlessNull(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.addProperty(name, value);
        }
    }
}
