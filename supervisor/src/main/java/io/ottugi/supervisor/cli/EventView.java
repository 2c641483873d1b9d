package io.ottugi.supervisor.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Durations;
import io.ottugi.supervisor.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events for people, a line each, in columns that grow with what is shown. */
final class EventView {
    /** Told in another place, or of no interest to people. */
    private static final Set<String> SKIPPED =
            Set.of(
                    "at",
                    "event",
                    "worker",
                    "cause",
                    "asked_by",
                    "wait_status",
                    "finding",
                    "sentence",
                    "log_position",
                    "error_log_position",
                    "quotes",
                    "advice");

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
    void measure(JsonObject event) {
        nameWidth = Math.max(nameWidth, name(event).length());
        eventWidth = Math.max(eventWidth, kind(event).length());
    }

    String line(JsonObject event) {
        measure(event);
        String cells =
                time(Json.stringOrNull(event, "at"))
                        + "  "
                        + padded(name(event), nameWidth)
                        + "  "
                        + padded(kind(event), eventWidth)
                        + "  ";
        return Columns.wrapped(cells, String.join(", ", details(event)), width);
    }

    private static String name(JsonObject event) {
        String worker = Json.stringOrNull(event, "worker");
        return worker == null ? SUPERVISOR : worker;
    }

    private static String kind(JsonObject event) {
        return String.valueOf(Json.stringOrNull(event, "event"));
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

    private List<String> details(JsonObject event) {
        List<String> details = new ArrayList<>();
        String cause = Json.stringOrNull(event, "cause");
        if (cause != null) {
            details.add(cause);
        }
        String sentence = Json.stringOrNull(event, "sentence");
        if (sentence != null) {
            details.add(sentence.replaceFirst("\\.$", ""));
        }
        for (Map.Entry<String, JsonElement> member : event.entrySet()) {
            if (!SKIPPED.contains(member.getKey()) && !member.getValue().isJsonNull()) {
                details.add(detail(member.getKey(), text(member.getValue())));
            }
        }
        if (event.get("asked_by") instanceof JsonObject asker) {
            details.add("asked by " + Json.stringOrNull(asker, "user"));
        }
        return details;
    }

    private String detail(String name, String value) {
        return switch (name) {
            case "request", "workers" -> value;
            case "by" -> "by " + value;
            case "ran_for" -> "after " + value;
            case "next_attempt" -> "next start at " + time(value).substring("0000-00-00 ".length());
            case "waiting_for" -> "waits for " + value;
            case "given_up" -> "given up: " + value;
            case "why", "reason", "file", "detail", "outcome" -> value;
            case "incident" -> "incident " + lastPart(value);
            case "archive" -> "to " + lastPart(value);
            case "took_ms" -> "took " + Durations.format(Duration.ofMillis(number(value)));
            case "bytes" -> WorkerRow.size(number(value));
            case "bytes_per_second" -> WorkerRow.size(number(value)) + " a second";
            case "lost_about" -> "about " + WorkerRow.size(number(value)) + " lost";
            case "method" -> "by " + value;
            default -> name.replace('_', ' ') + " " + value;
        };
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
