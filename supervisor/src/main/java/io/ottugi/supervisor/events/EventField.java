package io.ottugi.supervisor.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members that events have; {@code docs/status.md} says what each means. */
public enum EventField {
    AT("at"),
    EVENT("event"),
    WORKER("worker"),
    GENERATION("generation"),
    PID("pid"),
    MODE("mode"),
    PROGRAM("program"),
    SIGNAL("signal"),
    COUNT("count"),
    MISSING("missing"),
    SENTENCE("sentence"),
    REQUEST("request"),
    ASKED_BY("asked_by"),
    WORKERS("workers"),
    INSTANCES("instances"),
    ROLLING("rolling"),
    KEEP_WORKERS("keep_workers"),
    HISTOGRAM("histogram"),
    FLIGHT_RECORDING_MS("flight_recording_ms"),
    CODE("code"),
    WHY("why"),
    LOG("log"),
    WAITING_FOR("waiting_for"),
    LOG_POSITION("log_position"),
    ERROR_LOG_POSITION("error_log_position"),
    CAUSE("cause"),
    BY("by"),
    WAIT_STATUS("wait_status"),
    RAN_FOR("ran_for"),
    FINDING("finding"),
    QUOTES("quotes"),
    ADVICE("advice"),
    INCIDENT("incident"),
    NEXT_ATTEMPT("next_attempt"),
    GIVEN_UP("given_up"),
    TOOK_MS("took_ms"),
    PIDS("pids"),
    DETAIL("detail"),
    EXIT("exit"),
    TIMEOUT("timeout"),
    FAILED("failed"),
    FILE("file"),
    ARCHIVE("archive"),
    BYTES("bytes"),
    METHOD("method"),
    LOST_ABOUT("lost_about"),
    REMOVED("removed"),
    ROTATIONS("rotations"),
    REASON("reason"),
    OUTCOME("outcome"),
    BYTES_PER_SECOND("bytes_per_second"),
    LOST("lost");

    private static final Map<String, EventField> BY_LABEL =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(EventField::label, Function.identity()));

    private final String label;

    EventField(String label) {
        this.label = label;
    }

    /** The member's name in the record. */
    public String label() {
        return label;
    }

    /** The field of that name; empty for one of another version. */
    public static Optional<EventField> of(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }
}
