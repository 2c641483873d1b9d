package io.ottugi.supervisor.daemon;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.Path;
import java.util.List;

/**
 * What the launcher hands to the supervisor, and what is kept for the boot entry: all of it already
 * independent of where the operator stood.
 */
public record HandOver(InstanceName name, Settings settings, List<String> command) {
    private static final int VERSION = 1;

    public HandOver {
        command = List.copyOf(command);
    }

    /** The one worker that is asked for; it has the supervisor's name. */
    public WorkerSpec worker() throws BadSetting {
        return settings.toWorker(name.value(), command);
    }

    /** The same with its output in a file, unless it has one. */
    public HandOver logging(Path byDefault) {
        return new HandOver(name, settings.orElse(Key.LOG_FILE, byDefault.toString()), command);
    }

    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("name", name.value());
        json.add("settings", Json.array(settings.assignments()));
        json.add("command", Json.array(command));
        return json.toString();
    }

    /** Reads what {@link #toJson} wrote. */
    public static HandOver fromJson(String text) throws BadJson, BadSetting {
        JsonObject json = Json.object(text);
        if (Json.number(json, "version") != VERSION) {
            throw new BadJson("of another version");
        }
        return new HandOver(
                InstanceName.parse(Json.string(json, "name")),
                Settings.parse(Json.strings(json, "settings"), Path.of("/")),
                Json.strings(json, "command"));
    }
}
