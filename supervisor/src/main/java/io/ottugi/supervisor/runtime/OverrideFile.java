package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.fleet.OperatorOverrides;
import io.ottugi.supervisor.fleet.OverrideStore;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.lifecycle.Desired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps operators' overrides in a file of the state directory, in JSON. */
final class OverrideFile implements OverrideStore {
    private static final int VERSION = 1;

    private final Path file;
    private final Consumer<String> notes;

    /**
     * @param notes takes a sentence when the file cannot be read
     */
    OverrideFile(Path file, Consumer<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    boolean exists() {
        return Files.exists(file);
    }

    @Override
    public Stored load() {
        try {
            return parse(Json.object(Utf8.read(file)));
        } catch (NoSuchFileException e) {
            return Stored.NOTHING;
        } catch (IOException | BadJson | IllegalArgumentException e) {
            notes.accept("the operators' wishes in " + file + " cannot be read: " + e);
            return Stored.NOTHING;
        }
    }

    @Override
    public Optional<String> save(Stored overrides) {
        try {
            AtomicFile.writeDurably(file, toJson(overrides) + "\n");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Stored parse(JsonObject json) throws BadJson {
        if (Json.number(json, "version") != VERSION) {
            throw new BadJson("of another version");
        }
        Map<String, Desired> units = new TreeMap<>();
        for (JsonObject one : Json.objects(json, "workers")) {
            String desired = Json.string(one, "wanted").toUpperCase(Locale.ROOT);
            units.put(Json.string(one, "name"), Desired.valueOf(desired));
        }
        Map<String, Scale> scales = new TreeMap<>();
        for (JsonObject one : Json.objects(json, "scales")) {
            Scale scale = new Scale(count(one, "instances"), count(one, "configured"));
            scales.put(Json.string(one, "name"), scale);
        }
        return new Stored(units, scales);
    }

    private static int count(JsonObject json, String name) throws BadJson {
        long count = Json.number(json, name);
        if (count < 0 || count > OperatorOverrides.MOST_INSTANCES) {
            throw new BadJson("impossible " + name + ": " + count);
        }
        return (int) count;
    }

    private static JsonObject toJson(Stored overrides) {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        JsonArray units = new JsonArray();
        new TreeMap<>(overrides.units()).forEach((name, desired) -> units.add(unit(name, desired)));
        json.add("workers", units);
        JsonArray scales = new JsonArray();
        new TreeMap<>(overrides.scales()).forEach((name, scale) -> scales.add(scale(name, scale)));
        json.add("scales", scales);
        return json;
    }

    private static JsonObject unit(String name, Desired desired) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("wanted", desired.name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static JsonObject scale(String name, OverrideStore.Scale scale) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("instances", scale.instances());
        json.addProperty("configured", scale.configured());
        return json;
    }
}
