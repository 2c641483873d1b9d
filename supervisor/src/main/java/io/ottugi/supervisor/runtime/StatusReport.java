package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code status --json} prints; its shape is documented in {@code docs/status.md}. */
final class StatusReport {
    static final int VERSION = 1;

    private StatusReport() {}

    static JsonObject of(JsonObject supervisor, Collection<WorkerUnit> units, Clock clock) {
        JsonArray workers = new JsonArray();
        units.forEach(unit -> workers.add(worker(unit, clock)));
        JsonObject status = new JsonObject();
        status.addProperty("version", VERSION);
        status.add("supervisor", supervisor);
        status.add("workers", workers);
        return status;
    }

    private static JsonObject worker(WorkerUnit unit, Clock clock) {
        Snapshot snapshot = unit.snapshot();
        JsonObject json = new JsonObject();
        json.addProperty("name", unit.name());
        json.addProperty("state", snapshot.state().name());
        json.addProperty("ok", isAsItShouldBe(unit));
        json.addProperty("wanted", snapshot.desired().name().toLowerCase(Locale.ROOT));
        Long pid = snapshot.pid() == 0 ? null : snapshot.pid();
        json.addProperty("pid", pid);
        json.addProperty("session", pid);
        json.addProperty("generation", snapshot.generation());
        json.addProperty("adopted", snapshot.run().adopted());
        json.addProperty("since", clock.at(since(snapshot)).toString());
        json.addProperty("restarts", snapshot.restarts());
        Fall fall = snapshot.lastFall();
        json.add("last_fall", fall == null ? JsonNull.INSTANCE : Journal.fallJson(fall, clock));
        json.addProperty("next_attempt", nextAttempt(snapshot.due(), clock));
        json.addProperty("log", unit.log());
        json.add("command", Json.array(unit.spec().command()));
        if (!unit.runningCommand().equals(unit.spec().command())) {
            json.add("running_command", Json.array(unit.runningCommand()));
        }
        return json;
    }

    /** An adopted worker has been running since it was started, whoever started it. */
    private static long since(Snapshot snapshot) {
        return snapshot.run().adopted() && snapshot.state() == State.RUNNING
                ? snapshot.run().startedAt()
                : snapshot.since();
    }

    /** It runs, or ended well and is not to be started again. */
    private static boolean isAsItShouldBe(WorkerUnit unit) {
        Snapshot snapshot = unit.snapshot();
        Fall fall = snapshot.lastFall();
        return switch (snapshot.state()) {
            case RUNNING -> true;
            case EXITED -> fall != null && unit.spec().lifecycle().restart().isSuccess(fall);
            case STOPPED, STARTING, STOPPING, BACKOFF, FAILED -> false;
        };
    }

    private static @Nullable String nextAttempt(@Nullable Due due, Clock clock) {
        return due != null && due.kind() == Deadline.RETRY_AT
                ? clock.at(due.at()).toString()
                : null;
    }
}
