package io.ottugi.supervisor.cli.events;

import io.ottugi.supervisor.events.EndedBy;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The generations of workers, by the event record: where each begins in the log, and why. */
public final class Generations {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Set<EventKind> TOLD =
            EnumSet.of(
                    EventKind.STARTING,
                    EventKind.FELL,
                    EventKind.COULD_NOT_START,
                    EventKind.EXPLAINED);

    /** Findings that say no more than the cause does. */
    private static final Set<String> PLAIN = Set.of("exit", "asked", "unknown", "could-not-start");

    private final ZonedDateTime now;
    private final Map<String, Life> lives = new HashMap<>();

    /** What is known of one worker. */
    private static final class Life {
        final List<Start> starts = new ArrayList<>();
        @Nullable End end;
    }

    /** An end that no start has followed yet. */
    record End(long generation, String what, Instant at, boolean told) {}

    /**
     * A generation's start.
     *
     * @param output the position in the log where its output begins
     * @param errors the same of its errors, if they have a log of their own
     * @param marker what is to be told there
     */
    public record Start(OptionalLong output, OptionalLong errors, Instant at, String marker) {
        public OptionalLong position(boolean ofErrors) {
            return ofErrors ? errors : output;
        }
    }

    /**
     * @param now in the operator's time zone; only what was on another day is told with its date
     */
    public Generations(Instant now, ZoneId zone) {
        this.now = now.atZone(zone);
    }

    /** Takes what was recorded. */
    public void take(List<String> lines) {
        for (String line : lines) {
            if (TOLD.stream().anyMatch(event -> line.contains('"' + event.label() + '"'))) {
                event(line);
            }
        }
    }

    private void event(String line) {
        try {
            RecordedEvent event = RecordedEvent.parse(line);
            String worker = event.worker();
            EventKind kind = event.kind().orElse(null);
            if (worker != null && kind != null) {
                event(lives.computeIfAbsent(worker, name -> new Life()), worker, kind, event);
            }
        } catch (BadJson e) {
            // A damaged line says nothing.
        }
    }

    private void event(Life life, String worker, EventKind kind, RecordedEvent event)
            throws BadJson {
        Instant at = event.at();
        if (at == null) {
            return;
        }
        long generation = event.number(EventField.GENERATION);
        End end = life.end;
        switch (kind) {
            case STARTING -> {
                life.starts.add(
                        new Start(
                                position(event, EventField.LOG_POSITION),
                                position(event, EventField.ERROR_LOG_POSITION),
                                at,
                                marker(worker, end, generation, at)));
                life.end = null;
            }
            case FELL, COULD_NOT_START ->
                    life.end = new End(generation, what(worker, kind, event), at, false);
            case EXPLAINED -> {
                String finding = String.valueOf(event.text(EventField.FINDING));
                if (end != null && end.generation() == generation && !PLAIN.contains(finding)) {
                    String what = end.what() + " (" + finding.replace('-', ' ') + ")";
                    life.end = new End(generation, what, end.at(), end.told());
                }
            }
            default -> {
                // Of no interest here.
            }
        }
    }

    private static OptionalLong position(RecordedEvent event, EventField field) throws BadJson {
        return event.has(field) ? OptionalLong.of(event.number(field)) : OptionalLong.empty();
    }

    private static String what(String worker, EventKind kind, RecordedEvent event) {
        String cause = String.valueOf(event.text(EventField.CAUSE));
        if (kind == EventKind.COULD_NOT_START) {
            return worker + ": " + cause;
        }
        boolean asked = EndedBy.US.is(event.text(EventField.BY));
        return worker + (asked ? " ended as asked: " : " fell: ") + cause;
    }

    private String marker(String worker, @Nullable End end, long generation, Instant at) {
        if (end == null) {
            return line(worker + ": generation " + generation + " starts, " + time(at));
        }
        return end.told()
                ? line(worker + ": generation " + generation + " follows, " + time(at))
                : line(
                        end.what()
                                + ", "
                                + time(end.at())
                                + ", generation "
                                + generation
                                + " follows");
    }

    private String time(Instant at) {
        LocalDateTime local = at.atZone(now.getZone()).toLocalDateTime();
        boolean today = local.toLocalDate().equals(now.toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(local);
    }

    private static String line(String text) {
        return "── " + text + " ──";
    }

    /** All starts of a worker that the record knows, oldest first; it grows. */
    public List<Start> starts(String worker) {
        return lives.computeIfAbsent(worker, name -> new Life()).starts;
    }

    /** Whether a worker ended, was not started again, and that was not told. */
    public boolean hasEnded(String worker) {
        Life life = lives.get(worker);
        End end = life == null ? null : life.end;
        return end != null && !end.told();
    }

    /** What is to be told of a worker that ended and was not started again; once. */
    public Optional<String> takeEnd(String worker) {
        Life life = lives.get(worker);
        End end = life == null ? null : life.end;
        if (life == null || end == null || end.told()) {
            return Optional.empty();
        }
        life.end = new End(end.generation(), end.what(), end.at(), true);
        return Optional.of(line(end.what() + ", " + time(end.at())));
    }
}
