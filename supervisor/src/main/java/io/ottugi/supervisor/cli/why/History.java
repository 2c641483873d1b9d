package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the event record knows of one worker, oldest first.
 *
 * @param ends all ends, also those that were asked for
 * @param since of the oldest event of the whole record, or null if there is none
 * @param asked what was asked for by hand, of it or of all
 */
public record History(List<FallRecord> ends, @Nullable Instant since, List<Asked> asked) {
    public static final History NONE = new History(List.of(), null, List.of());

    public History {
        ends = List.copyOf(ends);
        asked = List.copyOf(asked);
    }

    /**
     * Something that was asked for.
     *
     * @param user who asked, or null when it was not recorded
     */
    public record Asked(Instant at, String request, @Nullable String user) {
        /** Such as {@code root asked for restart}. */
        public String words() {
            return (user == null ? "somebody" : user) + " asked for " + request;
        }
    }

    /** Falls that nobody asked for. */
    public List<FallRecord> falls() {
        return ends.stream().filter(end -> !end.isMeant()).toList();
    }

    public Optional<FallRecord> lastFall() {
        List<FallRecord> falls = falls();
        return falls.isEmpty() ? Optional.empty() : Optional.of(falls.get(falls.size() - 1));
    }

    /** The newest end, whether or not it was asked for. */
    public Optional<FallRecord> lastEnd() {
        return ends.isEmpty() ? Optional.empty() : Optional.of(ends.get(ends.size() - 1));
    }

    /** The newest thing that was asked for between two moments. */
    Optional<Asked> askedBetween(Instant from, Instant to) {
        return asked.stream()
                .filter(one -> !one.at().isBefore(from) && !one.at().isAfter(to))
                .reduce((older, newer) -> newer);
    }

    /** Takes the events one by one. */
    static final class Collector {
        private final List<FallRecord> ends = new ArrayList<>();
        private final List<Asked> asked = new ArrayList<>();
        private @Nullable Instant startedAt;
        private long startedGeneration;

        History history(@Nullable Instant since) {
            return new History(ends, since, asked);
        }

        /** An event of this worker, or one about all. */
        void take(JsonObject event, Instant at) {
            switch (String.valueOf(Json.stringOrNull(event, "event"))) {
                case "starting" -> {
                    startedAt = at;
                    startedGeneration = generation(event);
                }
                case "fell", "could-not-start" -> ends.add(fall(event, at));
                case "explained" -> explained(event);
                case "exited" -> exited();
                case "asked" -> asked(event, at);
                default -> {}
            }
        }

        private FallRecord fall(JsonObject event, Instant at) {
            long generation = generation(event);
            boolean known = startedAt != null && startedGeneration == generation;
            boolean ran = "fell".equals(Json.stringOrNull(event, "event"));
            String ranFor = Json.stringOrNull(event, "ran_for");
            return new FallRecord(
                    at,
                    generation,
                    String.valueOf(Json.stringOrNull(event, "cause")),
                    Json.stringOrNull(event, "by"),
                    known && ran && startedAt != null ? Duration.between(startedAt, at) : null,
                    ran && ranFor != null ? ranFor : "",
                    false,
                    event,
                    null);
        }

        private void explained(JsonObject event) {
            for (int i = ends.size() - 1; i >= 0; i--) {
                if (ends.get(i).generation() == generation(event)) {
                    ends.set(i, ends.get(i).with(event));
                    return;
                }
            }
        }

        private void exited() {
            int newest = ends.size() - 1;
            if (newest >= 0 && ends.get(newest).cause().equals("exit 0")) {
                ends.set(newest, ends.get(newest).asDone());
            }
        }

        private void asked(JsonObject event, Instant at) {
            Asked one = History.asked(event, at);
            if (one != null) {
                asked.add(one);
            }
        }

        private static long generation(JsonObject event) {
            try {
                return Json.number(event, "generation");
            } catch (Json.BadJson e) {
                return 0;
            }
        }
    }

    /** What an event says was asked for; null if it does not say. */
    static @Nullable Asked asked(JsonObject event, Instant at) {
        String request = Json.stringOrNull(event, "request");
        String user =
                event.get("asked_by") instanceof JsonObject asker
                        ? Json.stringOrNull(asker, "user")
                        : null;
        return request == null ? null : new Asked(at, request, user);
    }

    static @Nullable Instant at(JsonObject event) {
        try {
            String at = Json.stringOrNull(event, "at");
            return at == null ? null : Instant.parse(at);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
