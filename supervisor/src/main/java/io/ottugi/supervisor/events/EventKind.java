package io.ottugi.supervisor.events;

import static io.ottugi.supervisor.events.EventField.ADVICE;
import static io.ottugi.supervisor.events.EventField.ARCHIVE;
import static io.ottugi.supervisor.events.EventField.ASKED_BY;
import static io.ottugi.supervisor.events.EventField.AT;
import static io.ottugi.supervisor.events.EventField.BY;
import static io.ottugi.supervisor.events.EventField.BYTES;
import static io.ottugi.supervisor.events.EventField.BYTES_PER_SECOND;
import static io.ottugi.supervisor.events.EventField.CAUSE;
import static io.ottugi.supervisor.events.EventField.CODE;
import static io.ottugi.supervisor.events.EventField.COUNT;
import static io.ottugi.supervisor.events.EventField.DETAIL;
import static io.ottugi.supervisor.events.EventField.ERROR_LOG_POSITION;
import static io.ottugi.supervisor.events.EventField.EVENT;
import static io.ottugi.supervisor.events.EventField.EXIT;
import static io.ottugi.supervisor.events.EventField.FAILED;
import static io.ottugi.supervisor.events.EventField.FILE;
import static io.ottugi.supervisor.events.EventField.FINDING;
import static io.ottugi.supervisor.events.EventField.FLIGHT_RECORDING_MS;
import static io.ottugi.supervisor.events.EventField.GENERATION;
import static io.ottugi.supervisor.events.EventField.GIVEN_UP;
import static io.ottugi.supervisor.events.EventField.HISTOGRAM;
import static io.ottugi.supervisor.events.EventField.INCIDENT;
import static io.ottugi.supervisor.events.EventField.INSTANCES;
import static io.ottugi.supervisor.events.EventField.KEEP_WORKERS;
import static io.ottugi.supervisor.events.EventField.LOG;
import static io.ottugi.supervisor.events.EventField.LOG_POSITION;
import static io.ottugi.supervisor.events.EventField.LOST;
import static io.ottugi.supervisor.events.EventField.LOST_ABOUT;
import static io.ottugi.supervisor.events.EventField.METHOD;
import static io.ottugi.supervisor.events.EventField.MISSING;
import static io.ottugi.supervisor.events.EventField.MODE;
import static io.ottugi.supervisor.events.EventField.NEXT_ATTEMPT;
import static io.ottugi.supervisor.events.EventField.OUTCOME;
import static io.ottugi.supervisor.events.EventField.PID;
import static io.ottugi.supervisor.events.EventField.PIDS;
import static io.ottugi.supervisor.events.EventField.PROGRAM;
import static io.ottugi.supervisor.events.EventField.QUOTES;
import static io.ottugi.supervisor.events.EventField.RAN_FOR;
import static io.ottugi.supervisor.events.EventField.REASON;
import static io.ottugi.supervisor.events.EventField.REMOVED;
import static io.ottugi.supervisor.events.EventField.REQUEST;
import static io.ottugi.supervisor.events.EventField.ROLLING;
import static io.ottugi.supervisor.events.EventField.ROTATIONS;
import static io.ottugi.supervisor.events.EventField.SENTENCE;
import static io.ottugi.supervisor.events.EventField.SIGNAL;
import static io.ottugi.supervisor.events.EventField.TIMEOUT;
import static io.ottugi.supervisor.events.EventField.TOOK_MS;
import static io.ottugi.supervisor.events.EventField.WAITING_FOR;
import static io.ottugi.supervisor.events.EventField.WAIT_STATUS;
import static io.ottugi.supervisor.events.EventField.WHY;
import static io.ottugi.supervisor.events.EventField.WORKER;
import static io.ottugi.supervisor.events.EventField.WORKERS;

import io.ottugi.supervisor.lifecycle.Happening;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kinds of event in the record, each with its name there and the fields that it may have beside
 * {@link #COMMON}. Names are a file format: none ever changes its meaning. {@code docs/status.md}
 * has a row for each.
 */
public enum EventKind {
    SUPERVISOR_UP("supervisor-up", MODE, PROGRAM),
    SUPERVISOR_DOWN("supervisor-down"),
    HANGUP("hangup", SIGNAL, COUNT),
    STATE_HEALED("state-healed", MISSING, SENTENCE),
    STATE_NOT_HEALED("state-not-healed", MISSING, SENTENCE),
    STATE_TAKEN("state-taken", MISSING, SENTENCE),
    ASKED(
            "asked",
            REQUEST,
            ASKED_BY,
            WORKERS,
            SIGNAL,
            INSTANCES,
            ROLLING,
            KEEP_WORKERS,
            HISTOGRAM,
            FLIGHT_RECORDING_MS),
    TOLD_TO_STOP("told-to-stop", SIGNAL, CODE),
    NOTHING_LEFT("nothing-left", CODE),
    INTERRUPTED("interrupted", SIGNAL),
    OUTPUT_MOVED("output-moved", WHY, LOG),

    WAITING("waiting", WAITING_FOR),
    STARTING("starting", LOG_POSITION, ERROR_LOG_POSITION),
    RUNNING("running"),
    STOPPING("stopping"),
    STOPPED("stopped"),
    ADOPTED("adopted"),
    FELL("fell", CAUSE, BY, WAIT_STATUS, RAN_FOR),
    COULD_NOT_START("could-not-start", CAUSE, BY, WAIT_STATUS, RAN_FOR),
    EXPLAINED("explained", FINDING, SENTENCE, QUOTES, ADVICE, INCIDENT),
    DUMP_FOUND("dump-found", FINDING, SENTENCE, QUOTES, ADVICE, INCIDENT),
    BACKOFF("backoff", NEXT_ATTEMPT),
    GAVE_UP("gave-up", GIVEN_UP, NEXT_ATTEMPT),
    EXITED("exited"),
    LEFTOVERS("leftovers"),
    EXAMINING("examining"),
    EXAMINED("examined", TOOK_MS),
    KILLING("killing"),
    STRAYS("strays", PIDS, SENTENCE),
    SIGNAL_REFUSED("signal-refused", SIGNAL, SENTENCE),
    DUMPED("dumped", INCIDENT, DETAIL),
    FAILURE_COMMAND("failure-command", EXIT, TIMEOUT, FAILED),
    HELD("held", CAUSE, BY, WAIT_STATUS, RAN_FOR),

    LOG_ROTATED(
            "log-rotated", FILE, ARCHIVE, BYTES, TOOK_MS, METHOD, LOST_ABOUT, REMOVED, ROTATIONS),
    LOG_ROTATION_FAILED("log-rotation-failed", FILE, REASON),
    LOG_ROTATION_RECOVERED("log-rotation-recovered", FILE, OUTCOME),
    LOG_DETACHED("log-detached", FILE, WHY),
    LOG_HEALED("log-healed", FILE),
    LOG_TRUNCATED("log-truncated", FILE, LOST_ABOUT),
    LOG_HOLE("log-hole", FILE, BYTES),
    LOG_FLOOD("log-flood", FILE, BYTES_PER_SECOND),
    LOG_ARCHIVES_REMOVED("log-archives-removed", FILE, COUNT, WHY),

    EVENTS_LOST("events-lost", LOST);

    /** The fields that events of any kind may have: when, what, and whose. */
    public static final Set<EventField> COMMON =
            Set.copyOf(EnumSet.of(AT, EVENT, WORKER, GENERATION, PID));

    private static final Map<String, EventKind> BY_LABEL =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(EventKind::label, Function.identity()));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf makes one that nobody can change.
    private final Set<EventField> fields;

    EventKind(String label, EventField... fields) {
        this.label = label;
        this.fields = Set.copyOf(List.of(fields));
    }

    /** The event's name in the record, such as {@code could-not-start}. */
    public String label() {
        return label;
    }

    /** The fields that an event of this kind may have beside {@link #COMMON}. */
    public Set<EventField> fields() {
        return fields;
    }

    /** Tells whether an event of this kind may have that member. */
    public boolean has(EventField field) {
        return COMMON.contains(field) || fields.contains(field);
    }

    /** The kind of that name; empty for one of another version. */
    public static Optional<EventKind> of(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    /** The kind under which a step of a worker's life is recorded. */
    public static EventKind of(Happening happening) {
        return switch (happening) {
            case WAITING -> WAITING;
            case STARTING -> STARTING;
            case RUNNING -> RUNNING;
            case FELL -> FELL;
            case COULD_NOT_START -> COULD_NOT_START;
            case BACKOFF -> BACKOFF;
            case EXITED -> EXITED;
            case GAVE_UP -> GAVE_UP;
            case STOPPING -> STOPPING;
            case LEFTOVERS -> LEFTOVERS;
            case EXAMINING -> EXAMINING;
            case KILLING -> KILLING;
            case STOPPED -> STOPPED;
            case ADOPTED -> ADOPTED;
            case HELD -> HELD;
        };
    }
}
