package io.ottugi.supervisor.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An event as a reader finds it in the record. The record is kept over supervisors: its writer may
 * have been another version, so that kinds and members may be there that this one does not know.
 */
public record RecordedEvent(JsonObject json) {
    /** The name under which a damaged line is shown; no such event is ever recorded. */
    private static final String UNREADABLE = "unreadable";

    /** Reads a line of the record. */
    public static RecordedEvent parse(String line) throws BadJson {
        return new RecordedEvent(Json.object(line));
    }

    /** Makes an event of a line that cannot be read, so that it is shown. */
    public static RecordedEvent unreadable(String line) {
        JsonObject damaged = new JsonObject();
        damaged.addProperty(EventField.EVENT.label(), UNREADABLE);
        damaged.addProperty("line", line);
        return new RecordedEvent(damaged);
    }

    /** The kind; empty for one that only another version knows. */
    public Optional<EventKind> kind() {
        return EventKind.of(name());
    }

    /** Tells whether the event is of this kind. */
    public boolean is(EventKind kind) {
        return kind.label().equals(name());
    }

    /** The name of its kind, as it stands there. */
    public String name() {
        return String.valueOf(text(EventField.EVENT));
    }

    /** The time; null if there is none that can be read. */
    public @Nullable Instant at() {
        try {
            String at = text(EventField.AT);
            return at == null ? null : Instant.parse(at);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The worker that it is about; null for one about the supervisor. */
    public @Nullable String worker() {
        return text(EventField.WORKER);
    }

    /** Tells whether the event has that member. */
    public boolean has(EventField field) {
        return json.has(field.label());
    }

    /** A member as text; null if there is none. */
    public @Nullable String text(EventField field) {
        return Json.stringOrNull(json, field.label());
    }

    /** A whole number. */
    public long number(EventField field) throws BadJson {
        return Json.number(json, field.label());
    }

    /** A list of texts; empty if there is none. */
    public List<String> texts(EventField field) {
        List<String> texts = new ArrayList<>();
        if (json.get(field.label()) instanceof JsonArray array) {
            for (JsonElement one : array) {
                texts.add(one.getAsString());
            }
        }
        return texts;
    }

    /** The user who asked for it; null if that was not recorded. */
    public @Nullable String askedBy() {
        return json.get(EventField.ASKED_BY.label()) instanceof JsonObject asker
                ? Json.stringOrNull(asker, "user")
                : null;
    }

    /** The names of members that this version never writes into such an event, in order. */
    public List<String> unknownMembers() {
        TreeSet<String> unknown = new TreeSet<>(json.keySet());
        kind().ifPresent(
                        kind ->
                                unknown.removeIf(
                                        name -> EventField.of(name).filter(kind::has).isPresent()));
        return List.copyOf(unknown);
    }
}
