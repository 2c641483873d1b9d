package io.ottugi.supervisor.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an event that is to be recorded, in the order in which they are put. */
public final class EventFields {
    private final JsonObject json = new JsonObject();

    /**
     * Puts a text.
     *
     * @param value null is recorded as such
     */
    public EventFields put(EventField field, @Nullable String value) {
        json.addProperty(field.label(), value);
        return this;
    }

    /** Puts a whole number. */
    public EventFields put(EventField field, long value) {
        json.addProperty(field.label(), value);
        return this;
    }

    /** Puts a list of texts. */
    public EventFields put(EventField field, List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return put(field, array);
    }

    /** Puts a list of whole numbers, such as process ids. */
    public EventFields putNumbers(EventField field, List<Long> numbers) {
        JsonArray array = new JsonArray();
        numbers.forEach(number -> array.add(new JsonPrimitive(number)));
        return put(field, array);
    }

    /** Puts what is made elsewhere, such as a list of quotes. */
    public EventFields put(EventField field, JsonElement value) {
        json.add(field.label(), value);
        return this;
    }

    /** Puts all fields of another event behind its own. */
    public EventFields putAll(EventFields others) {
        others.json.entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        return this;
    }

    /** Removes a field, if it is there. */
    public EventFields without(EventField field) {
        json.remove(field.label());
        return this;
    }

    /** The value of a field, or null. */
    public @Nullable JsonElement get(EventField field) {
        return json.get(field.label());
    }

    /** The fields as members of an object. */
    public JsonObject json() {
        return json;
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
