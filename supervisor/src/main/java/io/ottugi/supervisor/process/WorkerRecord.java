package io.ottugi.supervisor.process;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.List;

/**
 * What is kept on disk of a worker's newest generation, so that the next supervisor knows it again.
 *
 * @param identity of its first process
 * @param command what was started
 * @param logs where it writes
 * @param jvm where it leaves what it writes when it fails
 */
public record WorkerRecord(
        ProcessIdentity identity,
        Cookie cookie,
        List<String> command,
        LogPaths logs,
        JvmFiles jvm) {
    private static final int VERSION = 1;

    public WorkerRecord {
        command = List.copyOf(command);
    }

    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("pid", identity.pid());
        json.addProperty("start_ticks", identity.startTicks());
        json.addProperty("boot", identity.boot());
        json.addProperty("cookie", cookie.text());
        json.add("command", Json.array(command));
        json.addProperty("log", logs.output());
        json.addProperty("error_log", logs.errors());
        json.add("jvm", jvm.toJson());
        return json.toString();
    }

    /** Reads what {@link #toJson} wrote; anything else is refused rather than half understood. */
    public static WorkerRecord fromJson(String text) throws BadJson {
        JsonObject json = Json.object(text);
        if (Json.number(json, "version") != VERSION) {
            throw new BadJson("a record of another version");
        }
        ProcessIdentity identity =
                new ProcessIdentity(
                        Json.number(json, "pid"),
                        Json.number(json, "start_ticks"),
                        Json.string(json, "boot"));
        Cookie cookie =
                Cookie.parse(Json.string(json, "cookie"))
                        .orElseThrow(() -> new BadJson("a cookie that is none"));
        return new WorkerRecord(
                identity,
                cookie,
                Json.strings(json, "command"),
                new LogPaths(Json.stringOrNull(json, "log"), Json.stringOrNull(json, "error_log")),
                json.get("jvm") instanceof JsonObject jvm ? JvmFiles.fromJson(jvm) : JvmFiles.OURS);
    }
}
