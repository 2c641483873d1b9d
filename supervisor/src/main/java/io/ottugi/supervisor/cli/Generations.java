package io.ottugi.supervisor.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The generations of workers, by the event record: where each begins in the log, and why. */
final class Generations {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String STARTING = "starting";
    private static final String FELL = "fell";
    private static final String COULD_NOT_START = "could-not-start";
    private static final String EXPLAINED = "explained";
    private static final Set<String> TOLD = Set.of(STARTING, FELL, COULD_NOT_START, EXPLAINED);

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
    record Start(OptionalLong output, OptionalLong errors, Instant at, String marker) {
        OptionalLong position(boolean ofErrors) {
            return ofErrors ? errors : output;
        }
    }

    /**
     * @param now in the operator's time zone; only what was on another day is told with its date
     */
    Generations(Instant now, ZoneId zone) {
        this.now = now.atZone(zone);
    }

    /** Takes what was recorded. */
    void take(List<String> lines) {
        for (String line : lines) {
            if (TOLD.stream().anyMatch(event -> line.contains('"' + event + '"'))) {
                event(line);
            }
        }
    }

    private void event(String line) {
        try {
            JsonObject event = Json.object(line);
            String worker = Json.stringOrNull(event, "worker");
            if (worker != null) {
                event(lives.computeIfAbsent(worker, name -> new Life()), worker, event);
            }
        } catch (BadJson | DateTimeException e) {
            // A damaged line says nothing.
        }
    }

    private void event(Life life, String worker, JsonObject event) throws BadJson {
        Instant at = Instant.parse(Json.string(event, "at"));
        long generation = Json.number(event, "generation");
        End end = life.end;
        switch (Json.string(event, "event")) {
            case STARTING -> {
                life.starts.add(
                        new Start(
                                position(event, "log_position"),
                                position(event, "error_log_position"),
                                at,
                                marker(worker, end, generation, at)));
                life.end = null;
            }
            case FELL, COULD_NOT_START ->
                    life.end = new End(generation, what(worker, event), at, false);
            case EXPLAINED -> {
                String finding = String.valueOf(Json.stringOrNull(event, "finding"));
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

    private static OptionalLong position(JsonObject event, String name) throws BadJson {
        JsonElement position = event.get(name);
        return position == null ? OptionalLong.empty() : OptionalLong.of(Json.number(event, name));
    }

    private static String what(String worker, JsonObject event) throws BadJson {
        String cause = String.valueOf(Json.stringOrNull(event, "cause"));
        if (!Json.string(event, "event").equals(FELL)) {
            return worker + ": " + cause;
        }
        boolean asked = "us".equals(Json.stringOrNull(event, "by"));
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
    List<Start> starts(String worker) {
        return lives.computeIfAbsent(worker, name -> new Life()).starts;
    }

    /** Whether a worker ended, was not started again, and that was not told. */
    boolean hasEnded(String worker) {
        Life life = lives.get(worker);
        End end = life == null ? null : life.end;
        return end != null && !end.told();
    }

    /** What is to be told of a worker that ended and was not started again; once. */
    Optional<String> takeEnd(String worker) {
        Life life = lives.get(worker);
        End end = life == null ? null : life.end;
        if (life == null || end == null || end.told()) {
            return Optional.empty();
        }
        life.end = new End(end.generation(), end.what(), end.at(), true);
        return Optional.of(line(end.what() + ", " + time(end.at())));
    }
}
