package io.ottugi.supervisor.cli.events;

import com.google.gson.JsonElement;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events for people, a line each, in columns that grow with what is shown. */
final class EventView {
    private static final String SUPERVISOR = "-";

    private final ZoneId zone;
    private final int width;
    private int nameWidth;
    private int eventWidth;

    /**
     * @param width of a line
     */
    EventView(ZoneId zone, int width) {
        this.zone = zone;
        this.width = width;
    }

    /** Makes the columns wide enough for an event that will be shown. */
    void measure(RecordedEvent event) {
        nameWidth = Math.max(nameWidth, name(event).length());
        eventWidth = Math.max(eventWidth, event.name().length());
    }

    String line(RecordedEvent event) {
        measure(event);
        String cells =
                time(event.text(EventField.AT))
                        + "  "
                        + padded(name(event), nameWidth)
                        + "  "
                        + padded(event.name(), eventWidth)
                        + "  ";
        return Columns.wrapped(cells, String.join(", ", details(event)), width);
    }

    private static String name(RecordedEvent event) {
        String worker = event.worker();
        return worker == null ? SUPERVISOR : worker;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** In the operator's time zone, to the millisecond. */
    private String time(@Nullable String at) {
        if (at == null) {
            return "-";
        }
        String local =
                Instant.parse(at)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .atZone(zone)
                        .toLocalDateTime()
                        .toString()
                        .replace('T', ' ');
        String pattern = "0000-00-00 00:00:00.000";
        return local.length() == 16
                ? local + pattern.substring(16)
                : local + pattern.substring(Math.min(local.length(), pattern.length()));
    }

    private List<String> details(RecordedEvent event) {
        List<String> details = new ArrayList<>();
        String cause = event.text(EventField.CAUSE);
        if (cause != null) {
            details.add(cause);
        }
        String sentence = event.text(EventField.SENTENCE);
        if (sentence != null) {
            details.add(sentence.replaceFirst("\\.$", ""));
        }
        for (Map.Entry<String, JsonElement> member : event.json().entrySet()) {
            if (!member.getValue().isJsonNull()) {
                String name = member.getKey();
                String value = text(member.getValue());
                EventField.of(name)
                        .map(field -> detail(field, value))
                        .orElseGet(() -> Optional.of(plain(name, value)))
                        .ifPresent(details::add);
            }
        }
        String asker = event.askedBy();
        if (asker != null) {
            details.add("asked by " + asker);
        }
        return details;
    }

    /**
     * A field in words; empty if another place of the line has it, or people have no use for it.
     */
    private Optional<String> detail(EventField field, String value) {
        return switch (field) {
            case AT,
                    EVENT,
                    WORKER,
                    CAUSE,
                    ASKED_BY,
                    WAIT_STATUS,
                    FINDING,
                    SENTENCE,
                    LOG_POSITION,
                    ERROR_LOG_POSITION,
                    QUOTES,
                    ADVICE ->
                    Optional.empty();
            default -> Optional.of(words(field, value));
        };
    }

    private String words(EventField field, String value) {
        return switch (field) {
            case REQUEST, WORKERS, WHY, REASON, FILE, DETAIL, OUTCOME -> value;
            case BY, METHOD -> "by " + value;
            case RAN_FOR -> "after " + value;
            case NEXT_ATTEMPT -> "next start at " + time(value).substring("0000-00-00 ".length());
            case WAITING_FOR -> "waits for " + value;
            case GIVEN_UP -> "given up: " + value;
            case INCIDENT -> "incident " + lastPart(value);
            case ARCHIVE -> "to " + lastPart(value);
            case TOOK_MS -> "took " + Durations.format(Duration.ofMillis(number(value)));
            case BYTES -> Sizes.brief(number(value));
            case BYTES_PER_SECOND -> Sizes.brief(number(value)) + " a second";
            case LOST_ABOUT -> "about " + Sizes.brief(number(value)) + " lost";
            default -> plain(field.label(), value);
        };
    }

    private static String plain(String name, String value) {
        return name.replace('_', ' ') + " " + value;
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long number(String value) {
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }

    private static String text(JsonElement value) {
        if (value.isJsonArray()) {
            List<String> parts = new ArrayList<>();
            value.getAsJsonArray().forEach(element -> parts.add(text(element)));
            return String.join(" ", parts);
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
