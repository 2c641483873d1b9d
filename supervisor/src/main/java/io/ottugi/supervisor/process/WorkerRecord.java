package io.ottugi.supervisor.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Fingerprint;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import io.ottugi.supervisor.process.launch.RunningWorker;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept on disk of a worker's newest generation, so that the next supervisor knows it again.
 * It is written twice: as an intent before there is a process, and as a record once there is one.
 *
 * @param identity of its first process; of an intent the pid is 0, and the ticks are those of the
 *     moment before the process
 * @param command what was started
 * @param logs where it writes
 * @param jvm where it leaves what it writes when it fails
 * @param origin what started it, and of what
 * @param settings what it was made with; null if that is not known
 * @param done how it ended, if it has done its work and is not to be started again by itself
 */
public record WorkerRecord(
        ProcessIdentity identity,
        Cookie cookie,
        List<String> command,
        LogPaths logs,
        JvmFiles jvm,
        Origin origin,
        @Nullable Fingerprint settings,
        @Nullable Done done) {
    private static final int VERSION = 1;

    /** A clock tick is counted when it ends, or when it begins: so much may be lost in between. */
    private static final long ROUNDING_TICKS = 2;

    /**
     * A good end.
     *
     * @param code that it exited with
     * @param at when, to be shown
     */
    public record Done(int code, Instant at) {}

    public WorkerRecord {
        command = List.copyOf(command);
    }

    /** Of a process that this supervisor started or took over. */
    public static WorkerRecord of(
            RunningWorker worker,
            List<String> command,
            LogPaths logs,
            @Nullable String program,
            @Nullable Fingerprint settings) {
        return new WorkerRecord(
                worker.identity(),
                worker.cookie(),
                command,
                logs,
                worker.jvm(),
                Origin.ours(program),
                settings,
                null);
    }

    /** Of a process that this supervisor is about to start. */
    public static WorkerRecord intent(
            Cookie cookie,
            List<String> command,
            LogPaths logs,
            String program,
            @Nullable Fingerprint settings) {
        return new WorkerRecord(
                new ProcessIdentity(
                        0,
                        Math.max(0, ProcessIdentity.ticksNow() - ROUNDING_TICKS),
                        ProcessIdentity.currentBoot()),
                cookie,
                command,
                logs,
                JvmFiles.OURS,
                Origin.ours(program),
                settings,
                null);
    }

    /** The same of one that has ended well; null for one that is to run again. */
    public WorkerRecord with(@Nullable Done end) {
        return new WorkerRecord(identity, cookie, command, logs, jvm, origin, settings, end);
    }

    /** Whether it was written before there was a process. */
    boolean isIntent() {
        return identity.pid() == 0;
    }

    /** Whether its processes may still be there, for all that is known of this machine. */
    boolean isOfThisBoot() {
        return identity.boot().equals(ProcessIdentity.currentBoot());
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
        json.add("origin", origin.toJson());
        if (settings != null) {
            JsonObject parts = new JsonObject();
            settings.parts().forEach(parts::addProperty);
            json.add("settings", parts);
        }
        if (done != null) {
            json.addProperty("done_code", done.code());
            json.addProperty("done_at", done.at().toString());
        }
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
                json.get("jvm") instanceof JsonObject jvm ? JvmFiles.fromJson(jvm) : JvmFiles.OURS,
                json.get("origin") instanceof JsonObject origin
                        ? Origin.fromJson(origin, identity.boot())
                        : Origin.UNKNOWN,
                json.get("settings") instanceof JsonObject settings ? settings(settings) : null,
                json.has("done_at") ? done(json) : null);
    }

    private static Fingerprint settings(JsonObject json) throws BadJson {
        Map<String, String> parts = new HashMap<>();
        for (Map.Entry<String, JsonElement> part : json.entrySet()) {
            parts.put(part.getKey(), Json.string(json, part.getKey()));
        }
        return new Fingerprint(parts);
    }

    private static Done done(JsonObject json) throws BadJson {
        try {
            return new Done(
                    Math.toIntExact(Json.number(json, "done_code")),
                    Instant.parse(Json.string(json, "done_at")));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new BadJson("an end that is none");
        }
    }
}
