package io.ottugi.supervisor.cli.why;

import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.json.Json;
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
        void take(RecordedEvent event, Instant at) {
            EventKind kind = event.kind().orElse(null);
            if (kind == null) {
                return;
            }
            switch (kind) {
                case STARTING -> {
                    startedAt = at;
                    startedGeneration = generation(event);
                }
                case FELL, COULD_NOT_START -> ends.add(fall(event, at));
                case EXPLAINED -> explained(event);
                case EXITED -> exited();
                case ASKED -> asked(event, at);
                default -> {
                    // No end, and nothing that was asked for.
                }
            }
        }

        private FallRecord fall(RecordedEvent event, Instant at) {
            long generation = generation(event);
            boolean known = startedAt != null && startedGeneration == generation;
            boolean ran = event.is(EventKind.FELL);
            String ranFor = event.text(EventField.RAN_FOR);
            return new FallRecord(
                    at,
                    generation,
                    EndCause.parse(String.valueOf(event.text(EventField.CAUSE))),
                    event.text(EventField.BY),
                    known && ran && startedAt != null ? Duration.between(startedAt, at) : null,
                    ran && ranFor != null ? ranFor : "",
                    false,
                    event.json(),
                    null);
        }

        private void explained(RecordedEvent event) {
            for (int i = ends.size() - 1; i >= 0; i--) {
                if (ends.get(i).generation() == generation(event)) {
                    ends.set(i, ends.get(i).with(event.json()));
                    return;
                }
            }
        }

        private void exited() {
            int newest = ends.size() - 1;
            if (newest >= 0 && ends.get(newest).cause().isExit(0)) {
                ends.set(newest, ends.get(newest).asDone());
            }
        }

        private void asked(RecordedEvent event, Instant at) {
            Asked one = History.asked(event, at);
            if (one != null) {
                asked.add(one);
            }
        }

        private static long generation(RecordedEvent event) {
            try {
                return event.number(EventField.GENERATION);
            } catch (Json.BadJson e) {
                return 0;
            }
        }
    }

    /** What an event says was asked for; null if it does not say. */
    static @Nullable Asked asked(RecordedEvent event, Instant at) {
        String request = event.text(EventField.REQUEST);
        return request == null ? null : new Asked(at, request, event.askedBy());
    }
}
