package io.ottugi.supervisor.runtime.loop;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.events.EndedBy;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.events.EventRecord;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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
    public void supervisor(EventKind event, EventFields details, String sentence) {
        events.append(event, details);
        log.line(sentence);
    }

    /** How many events could not be written since one could. */
    public long eventsLost() {
        return events.lost();
    }

    /** Something that only a person could want to know. */
    public void note(String sentence) {
        log.line(sentence);
    }

    /** A worker that may not start yet. */
    public void waiting(Unit unit, List<String> reasons) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, unit.name())
                        .put(EventField.WAITING_FOR, reasons);
        supervisor(
                EventKind.WAITING,
                details,
                unit.name() + ": waits for " + String.join(", ", reasons));
    }

    /**
     * Something about a worker, as its snapshot after the step has it.
     *
     * @param positions where the output of its newest generation begins
     */
    public void worker(
            String name, Happening what, Snapshot snapshot, Subject.Positions positions) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, name)
                        .put(EventField.GENERATION, snapshot.generation());
        if (snapshot.pid() != 0) {
            details.put(EventField.PID, snapshot.pid());
        }
        if (what == Happening.STARTING) {
            positions.output().ifPresent(at -> details.put(EventField.LOG_POSITION, at));
            positions.errors().ifPresent(at -> details.put(EventField.ERROR_LOG_POSITION, at));
        }
        log.line(name + ": " + sentence(what, snapshot, details));
        events.append(EventKind.of(what), details);
    }

    /**
     * A process that may not be signalled.
     *
     * @param worker whose it is; null for an orphan of which that is not known
     */
    public void refused(@Nullable String worker, long pid, SignalName signal) {
        String sentence = Refusals.sentence(signal, List.of(pid));
        EventFields details = new EventFields();
        putUnlessNull(details, EventField.WORKER, worker);
        details.put(EventField.PID, pid)
                .put(EventField.SIGNAL, signal.name())
                .put(EventField.SENTENCE, sentence);
        supervisor(
                EventKind.SIGNAL_REFUSED,
                details,
                worker == null ? "an orphan: " + sentence : worker + ": " + sentence);
    }

    /** Warns that these processes may be a worker that is about to start; silent if none. */
    public void alike(String worker, List<ProcessIdentity> processes) {
        if (!processes.isEmpty()) {
            strays(
                    worker,
                    processes,
                    "its program runs already as pid "
                            + Strays.pids(processes)
                            + ", perhaps since an earlier run of which no record is left: if so,"
                            + " there are two of it now; end one");
        }
    }

    /** Orphans that may have come of this worker, or of another. */
    public void strays(String worker, List<ProcessIdentity> orphans) {
        strays(worker, orphans, Strays.sentence(orphans));
    }

    private void strays(String worker, List<ProcessIdentity> orphans, String sentence) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, worker)
                        .putNumbers(
                                EventField.PIDS,
                                orphans.stream().map(ProcessIdentity::pid).toList())
                        .put(EventField.SENTENCE, sentence);
        supervisor(EventKind.STRAYS, details, worker + ": " + sentence);
    }

    /**
     * Tells that what was taken over was made otherwise than it would be now.
     *
     * @param settings that differ, by name; with none nothing is told
     */
    public void earlierSettings(String worker, List<String> settings) {
        if (!settings.isEmpty()) {
            String others = String.join(", ", settings);
            note(
                    "%s: runs with earlier settings (%s): 'ottugi restart %s' applies those of now"
                            .formatted(worker, others, worker));
        }
    }

    private String sentence(Happening what, Snapshot snapshot, EventFields details) {
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

    private String backoff(EventFields details, Due due) {
        Duration wait = Duration.ofNanos(Math.max(0, due.at() - clock.nanos()));
        details.put(EventField.NEXT_ATTEMPT, clock.at(due.at()).toString());
        return "next start in " + Durations.format(wait);
    }

    private String gaveUp(EventFields details, Snapshot snapshot) {
        GivenUp why = Objects.requireNonNull(snapshot.givenUp());
        details.put(EventField.GIVEN_UP, why.name().toLowerCase(Locale.ROOT));
        Due due = snapshot.due();
        String next = due == null ? "'ottugi start' tries again" : backoff(details, due);
        return switch (why) {
            case LIMIT -> "given up: it fell too often; " + next;
            case CAUSE -> "given up: this is not tried again until something changes";
            case UNPROVED -> "held back";
        };
    }

    private static String fall(EventFields details, Fall fall) {
        String cause = EndCause.of(fall.cause()).text();
        addFall(details, fall);
        boolean byUs = EndedBy.of(fall).equals(Optional.of(EndedBy.US));
        String who = byUs ? ", as asked" : "";
        return fall.pid() == 0
                ? cause
                : "pid " + fall.pid() + " fell: " + cause + who + ", after " + ran(fall);
    }

    private static void addFall(EventFields details, Fall fall) {
        // The snapshot may be of the next generation already.
        details.put(EventField.GENERATION, fall.generation());
        details.without(EventField.PID);
        if (fall.pid() != 0) {
            details.put(EventField.PID, fall.pid());
        }
        details.put(EventField.CAUSE, EndCause.of(fall.cause()).text());
        EndedBy.of(fall).ifPresent(by -> details.put(EventField.BY, by.label()));
        Integer raw = EndCause.waitStatus(fall.cause());
        if (raw != null) {
            details.put(EventField.WAIT_STATUS, raw);
        }
        details.put(EventField.RAN_FOR, ran(fall));
    }

    private static String ran(Fall fall) {
        return Durations.format(Duration.ofNanos(fall.ran()));
    }

    /** A fall as status shows it. */
    public static JsonObject fallJson(Fall fall, Instant at) {
        EventFields fields = new EventFields().put(EventField.AT, at.toString());
        addFall(fields, fall);
        return fields.json();
    }

    /** The record's details of a signal to the supervisor. */
    public static EventFields signal(SignalName signal) {
        return new EventFields().put(EventField.SIGNAL, signal.name());
    }

    private static void putUnlessNull(
            EventFields fields, EventField field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
