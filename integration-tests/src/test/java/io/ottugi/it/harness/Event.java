package io.ottugi.it.harness;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One line of {@code events.jsonl}. */
public record Event(JsonObject fields) {
    private static final Gson GSON = new Gson();

    static Event parse(String line) {
        return new Event(GSON.fromJson(line, JsonObject.class));
    }

    /** The kind of event, such as {@code fell}. */
    public String name() {
        return text("event");
    }

    public boolean is(String name) {
        return name().equals(name);
    }

    public long pid() {
        return number("pid");
    }

    public long generation() {
        return number("generation");
    }

    public String cause() {
        return text("cause");
    }

    /** Whose event it is; empty for the supervisor's own. */
    public String worker() {
        return text("worker");
    }

    /** A field as text; empty when it is not there. */
    public String text(String field) {
        JsonElement value = fields.get(field);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    /** A field as a number; -1 when it is not there. */
    public long number(String field) {
        JsonElement value = fields.get(field);
        return value == null || value.isJsonNull() ? -1 : value.getAsLong();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
