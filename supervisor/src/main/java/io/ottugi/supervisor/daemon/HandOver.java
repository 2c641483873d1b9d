package io.ottugi.supervisor.daemon;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Plan} as JSON: what the launcher hands to the supervisor, what a reload brings, and what
 * is kept for the boot entry.
 */
public final class HandOver {
    private static final int VERSION = 2;
    private static final Path ROOT = Path.of("/");

    private HandOver() {}

    public static JsonObject toJson(Plan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("name", plan.name().value());
        json.addProperty("file", text(plan.file()));
        json.addProperty("logs", text(plan.logs()));
        json.add("supervisor", Json.array(plan.supervisor().assignments()));
        JsonArray workers = new JsonArray();
        for (Definition worker : plan.workers()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", worker.name());
            one.add("command", Json.array(worker.command()));
            one.add("settings", Json.array(worker.settings().assignments()));
            workers.add(one);
        }
        json.add("workers", workers);
        return json;
    }

    /** Reads what {@link #toJson} wrote. */
    public static Plan fromJson(JsonObject json) throws BadJson, BadSetting {
        if (Json.number(json, "version") != VERSION) {
            throw new BadJson("of another version");
        }
        List<Definition> workers = new ArrayList<>();
        for (JsonObject one : Json.objects(json, "workers")) {
            workers.add(
                    new Definition(
                            Json.string(one, "name"),
                            Json.strings(one, "command"),
                            Settings.parse(Json.strings(one, "settings"), ROOT)));
        }
        return new Plan(
                InstanceName.parse(Json.string(json, "name")),
                path(json, "file"),
                Settings.parse(Json.strings(json, "supervisor"), ROOT, Scope.SUPERVISOR),
                path(json, "logs"),
                workers);
    }

    private static Optional<Path> path(JsonObject json, String name) {
        return Optional.ofNullable(Json.stringOrNull(json, name)).map(Path::of);
    }

    private static @Nullable String text(Optional<Path> path) {
        return path.map(Path::toString).orElse(null);
    }
}
