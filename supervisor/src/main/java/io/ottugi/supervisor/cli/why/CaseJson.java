package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A case for programs; its shape is documented in {@code docs/status.md}. */
public final class CaseJson {
    private static final double MILLIS = 1000;

    private CaseJson() {}

    public static JsonObject of(Case one, Instant now, ZoneId zone) {
        Moments moments = new Moments(now, zone);
        Outlook outlook = Outlook.of(one, moments);
        JsonObject json = new JsonObject();
        json.addProperty("name", one.whose().unit());
        json.addProperty("state", one.state().isEmpty() ? null : one.state());
        json.addProperty("ok", one.isWell());
        json.addProperty("running_since", one.text("running_since"));
        JsonObject status = one.status();
        json.add(
                "unstable",
                status != null && status.has("unstable")
                        ? status.get("unstable")
                        : JsonNull.INSTANCE);
        json.addProperty("next_attempt", one.text("next_attempt"));
        json.addProperty("given_up", one.text("given_up"));
        json.add("waiting_for", Json.array(one.waitingFor()));
        json.addProperty("disk_full", one.diskFull().orElse(null));
        json.addProperty("now", outlook.now());
        json.addProperty("next", outlook.next().isEmpty() ? null : outlook.next());
        Optional<Told> told = one.lastFall();
        json.add("last_fall", told.isPresent() ? fall(told.get()) : JsonNull.INSTANCE);
        Optional<Found> found = one.found();
        json.add("found", found.isPresent() ? found.get().json() : JsonNull.INSTANCE);
        json.add("falls", falls(one, moments));
        return json;
    }

    private static JsonObject fall(Told told) {
        FallRecord fall = told.fall();
        JsonObject json = new JsonObject();
        json.addProperty("at", fall.at().toString());
        json.addProperty("generation", fall.generation());
        json.add("pid", orNull(fall, "pid"));
        json.addProperty("cause", fall.cause().text());
        json.addProperty("by", fall.by());
        json.add("wait_status", orNull(fall, "wait_status"));
        json.addProperty("ran_for", fall.ranFor().isEmpty() ? null : fall.ranFor());
        json.addProperty("finding", told.finding());
        json.addProperty("sentence", told.sentence());
        json.add("quotes", IncidentSummary.quotes(told.quotes()));
        json.addProperty("advice", told.advice().isEmpty() ? null : told.advice());
        Path incident = told.incident();
        json.addProperty("incident", incident == null ? null : incident.toString());
        json.add("files", Json.array(told.files()));
        return json;
    }

    private static JsonElement orNull(FallRecord fall, String name) {
        return fall.details().has(name) ? fall.details().get(name) : JsonNull.INSTANCE;
    }

    private static JsonObject falls(Case one, Moments moments) {
        Frequency frequency = one.frequency(moments.now());
        Regularity regularity = one.regularity(moments.zone());
        Instant since = one.history().since();
        JsonObject json = new JsonObject();
        json.addProperty("known_since", since == null ? null : since.toString());
        json.addProperty("last_hour", frequency.lastHour());
        json.addProperty("last_day", frequency.lastDay());
        json.addProperty("last_week", frequency.lastWeek());
        json.addProperty("all", frequency.all());
        json.add("every", about(regularity.interval()));
        json.add("runs_for", about(regularity.run()));
        json.addProperty("within_seconds", regularity.soon().map(CaseJson::seconds).orElse(null));
        json.addProperty(
                "time_of_day",
                regularity.atDay().isPresent()
                        ? LocalTime.ofSecondOfDay(regularity.atDay().getAsInt())
                                .withSecond(0)
                                .toString()
                        : null);
        JsonArray causes = new JsonArray();
        Lately.of(one, moments).causeCounts().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(
                        entry -> {
                            JsonObject cause = new JsonObject();
                            cause.addProperty("cause", entry.getKey());
                            cause.addProperty("count", entry.getValue());
                            causes.add(cause);
                        });
        json.add("causes", causes);
        return json;
    }

    private static JsonElement about(Optional<Regularity.About> about) {
        if (about.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("seconds", seconds(about.get().length()));
        json.addProperty("spread_seconds", seconds(about.get().spread()));
        return json;
    }

    private static @Nullable Double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
