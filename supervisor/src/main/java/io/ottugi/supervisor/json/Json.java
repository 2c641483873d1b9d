package io.ottugi.supervisor.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What we need of JSON: objects of one line, with typed and forgiving reading of their members. */
public final class Json {
    private Json() {}

    /** A text that is not the JSON that was expected. */
    public static final class BadJson extends Exception {
        private static final long serialVersionUID = 1;

        public BadJson(String message) {
            super(message);
        }
    }

    /** Takes one JSON object, by RFC 8259 and nothing beside it. */
    public static JsonObject object(String text) throws BadJson {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return element.getAsJsonObject();
            }
            throw new BadJson("expected a JSON object");
        } catch (IOException | JsonParseException | StackOverflowError e) {
            throw new BadJson("not JSON");
        }
    }

    /** The text member of that name. */
    public static String string(JsonObject object, String name) throws BadJson {
        String value = stringOrNull(object, name);
        if (value == null) {
            throw new BadJson("expected a text in '" + name + "'");
        }
        return value;
    }

    public static @Nullable String stringOrNull(JsonObject object, String name) {
        JsonElement element = object.get(name);
        boolean text = element != null && element.isJsonPrimitive();
        return text ? element.getAsString() : null;
    }

    /** The whole number of that name. */
    public static long number(JsonObject object, String name) throws BadJson {
        JsonElement element = object.get(name);
        try {
            if (element != null && element.isJsonPrimitive()) {
                return element.getAsLong();
            }
        } catch (NumberFormatException e) {
            // Said below, with the name.
        }
        throw new BadJson("expected a number in '" + name + "'");
    }

    /** The truth value of that name; a missing one is false. */
    public static boolean flag(JsonObject object, String name) throws BadJson {
        JsonElement element = object.get(name);
        if (element == null) {
            return false;
        }
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean()) {
            return element.getAsBoolean();
        }
        throw new BadJson("expected true or false in '" + name + "'");
    }

    /** The list of texts of that name; a missing one is empty. */
    public static List<String> strings(JsonObject object, String name) throws BadJson {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(object, name)) {
            if (!element.isJsonPrimitive()) {
                throw new BadJson("expected texts in '" + name + "'");
            }
            texts.add(element.getAsString());
        }
        return texts;
    }

    /** The list of objects of that name; a missing one is empty. */
    public static List<JsonObject> objects(JsonObject object, String name) throws BadJson {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : array(object, name)) {
            if (!element.isJsonObject()) {
                throw new BadJson("expected objects in '" + name + "'");
            }
            objects.add(element.getAsJsonObject());
        }
        return objects;
    }

    public static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonArray array(JsonObject object, String name) throws BadJson {
        JsonElement element = object.get(name);
        if (element == null) {
            return new JsonArray();
        }
        if (!element.isJsonArray()) {
            throw new BadJson("expected a list in '" + name + "'");
        }
        return element.getAsJsonArray();
    }
}
