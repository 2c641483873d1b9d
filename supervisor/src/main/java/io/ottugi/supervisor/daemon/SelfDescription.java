package io.ottugi.supervisor.daemon;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.ProcessPlace;
import java.time.Instant;

/**
 * What the supervisor says of itself, as it is now and not as it was meant to be.
 *
 * @param mode {@code detached} or {@code foreground}
 * @param program its version
 */
public record SelfDescription(Places.Instance places, String mode, String program, Instant since) {
    /** The {@code supervisor} part of the status, without what the loop knows. */
    public JsonObject describe() {
        long pid = ProcessHandle.current().pid();
        JsonObject json = new JsonObject();
        json.addProperty("name", places.name().value());
        json.addProperty("state", "up");
        json.addProperty("pid", pid);
        json.addProperty("session", ProcStat.read(pid).map(ProcStat::session).orElse(0L));
        json.addProperty("terminal", ProcessPlace.terminal(pid).orElse(null));
        json.addProperty("directory", ProcessPlace.directory(pid).orElse(null));
        json.addProperty("mode", mode);
        json.addProperty("since", since.toString());
        json.addProperty("log", places.supervisorLog().toString());
        json.addProperty("events", places.events().toString());
        json.addProperty("program", program);
        return json;
    }
}
