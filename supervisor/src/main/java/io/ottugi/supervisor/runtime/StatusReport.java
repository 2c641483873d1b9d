package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.WorkerId;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.lifecycle.Deadline;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.process.LogPaths;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Journal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code status --json} prints; its shape is documented in {@code docs/status.md}. */
final class StatusReport {
    private final Clock clock;
    private final Fleet<?> fleet;
    private final Function<String, Optional<String>> troubles;

    /**
     * @param troubles what is wrong with a worker's log files
     */
    StatusReport(Clock clock, Fleet<?> fleet, Function<String, Optional<String>> troubles) {
        this.clock = clock;
        this.fleet = fleet;
        this.troubles = troubles;
    }

    JsonObject of(JsonObject supervisor, Collection<WorkerUnit> units) {
        JsonArray workers = new JsonArray();
        units.forEach(unit -> workers.add(worker(unit)));
        JsonObject status = new JsonObject();
        status.addProperty("version", Protocol.VERSION);
        status.add("supervisor", supervisor);
        status.add("workers", workers);
        return status;
    }

    private JsonObject worker(WorkerUnit unit) {
        Snapshot snapshot = unit.snapshot();
        JsonObject json = new JsonObject();
        WorkerId id = unit.spec().id();
        json.addProperty("name", unit.name());
        json.addProperty("worker", id.worker());
        json.addProperty("instance", id.instance() == 0 ? null : id.instance());
        json.addProperty("state", snapshot.state().name());
        json.addProperty("ok", isAsItShouldBe(unit));
        json.addProperty("wanted", lower(fleet.desired(unit)));
        Long pid = snapshot.pid() == 0 ? null : snapshot.pid();
        json.addProperty("pid", pid);
        json.addProperty("session", unit.process().session());
        json.addProperty("generation", snapshot.generation());
        json.addProperty("adopted", snapshot.run().adopted());
        String since = unit.times().since().toString();
        json.addProperty("since", since);
        json.addProperty("restarts", snapshot.restarts());
        Fall fall = snapshot.lastFall();
        json.add("last_fall", fall == null ? JsonNull.INSTANCE : fall(fall, unit));
        addDue(json, snapshot.due());
        json.add("waiting_for", Json.array(fleet.waitingFor(unit)));
        json.addProperty(
                "running_since",
                snapshot.state() == State.RUNNING ? unit.times().begun().toString() : null);
        json.add("unstable", unstable(unit));
        GivenUp givenUp = snapshot.state() == State.FAILED ? snapshot.givenUp() : null;
        json.addProperty("given_up", givenUp == null ? null : lower(givenUp));
        json.addProperty("by_hand", fleet.isByHand(unit));
        LogPaths logs = unit.process().logs();
        json.addProperty("log", logs.output());
        json.addProperty("error_log", logs.errors());
        json.addProperty("log_trouble", troubles.apply(unit.name()).orElse(null));
        json.add("signals_refused", unit.refusals().toJson());
        addCommand(json, unit);
        return json;
    }

    /** Its command, and how its process was made if that differs. */
    private static void addCommand(JsonObject json, WorkerUnit unit) {
        json.add("command", Json.array(unit.process().shownSpec()));
        if (!unit.process().command().equals(unit.spec().command())) {
            json.add("running_command", Json.array(unit.process().shownCommand()));
        }
        List<String> earlier = unit.process().earlierSettings();
        if (!earlier.isEmpty()) {
            json.add("earlier_settings", Json.array(earlier));
        }
    }

    /** Its falls that are not forgotten yet, if it runs in spite of them. */
    private JsonElement unstable(WorkerUnit unit) {
        Snapshot snapshot = unit.snapshot();
        Due due = snapshot.due();
        if (!snapshot.isUnstable() || due == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("falls", snapshot.falls());
        json.addProperty("since", unit.times().falling().toString());
        json.addProperty("until", clock.at(due.at()).toString());
        return json;
    }

    private static JsonObject fall(Fall fall, WorkerUnit unit) {
        Explained explained = unit.explained();
        JsonObject json = Journal.fallJson(fall, unit.times().fell());
        json.addProperty("finding", explained == null ? null : explained.finding());
        json.addProperty("sentence", explained == null ? null : explained.sentence());
        json.addProperty("incident", explained == null ? null : explained.incident());
        json.add("quotes", explained == null ? null : explained.details().get(EventField.QUOTES));
        return json;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * It runs and has for long enough since it last fell, or ended well, or rests because nobody
     * wants it started.
     */
    private boolean isAsItShouldBe(WorkerUnit unit) {
        return switch (unit.snapshot().state()) {
            case RUNNING -> !unit.snapshot().isUnstable();
            case EXITED -> unit.hasEndedWell();
            case STOPPED -> !unit.spec().autostart() && !fleet.isByHand(unit);
            case WAITING, STARTING, STOPPING, BACKOFF, FAILED -> false;
        };
    }

    private void addDue(JsonObject json, @Nullable Due due) {
        json.addProperty("next_attempt", nextAttempt(due, clock));
        json.addProperty("kill_at", killAt(due, clock));
    }

    private static @Nullable String killAt(@Nullable Due due, Clock clock) {
        return due != null && due.kind() == Deadline.KILL_AT ? clock.at(due.at()).toString() : null;
    }

    private static @Nullable String nextAttempt(@Nullable Due due, Clock clock) {
        boolean awaited =
                due != null
                        && (due.kind() == Deadline.RETRY_AT || due.kind() == Deadline.HOLD_UNTIL);
        return due != null && awaited ? clock.at(due.at()).toString() : null;
    }
}
