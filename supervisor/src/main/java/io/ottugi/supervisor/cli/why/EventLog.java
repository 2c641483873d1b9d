package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole event record, by worker. */
public final class EventLog {
    private static final String ASKED = "asked";
    private static final String DOWN = "down";

    private final Map<String, History.Collector> units = new LinkedHashMap<>();
    private final List<Event> forAll = new ArrayList<>();
    private @Nullable Instant since;
    private @Nullable Instant down;
    private History.@Nullable Asked askedDown;

    private record Event(JsonObject json, Instant at) {}

    /** Takes lines of the record, oldest first; what cannot be read is passed over. */
    public static EventLog of(List<String> lines) {
        EventLog log = new EventLog();
        lines.forEach(log::take);
        return log;
    }

    private void take(String line) {
        try {
            JsonObject event = Json.object(line);
            Instant at = History.at(event);
            if (at != null) {
                since = since == null ? at : since;
                take(event, at);
            }
        } catch (BadJson e) {
            // Half a line, as a full disk leaves it.
        }
    }

    private void take(JsonObject event, Instant at) {
        String worker = Json.stringOrNull(event, "worker");
        String what = String.valueOf(Json.stringOrNull(event, "event"));
        supervisor(what, event, at);
        if (worker != null) {
            of(worker).take(event, at);
        } else if (ASKED.equals(what)) {
            if (event.get("workers") instanceof JsonArray workers && !workers.isEmpty()) {
                for (JsonElement one : workers) {
                    of(one.getAsString()).take(event, at);
                }
            } else {
                forAll.add(new Event(event, at));
            }
        }
    }

    private void supervisor(String what, JsonObject event, Instant at) {
        switch (what) {
            case "supervisor-up" -> {
                down = null;
                askedDown = null;
            }
            case "supervisor-down" -> down = at;
            case ASKED -> {
                History.Asked asked = History.asked(event, at);
                askedDown = asked != null && asked.request().equals(DOWN) ? asked : askedDown;
            }
            default -> {}
        }
    }

    /** How the newest supervisor ended, if it did; part of a sentence, empty if nobody knows. */
    public String supervisorsEnd(Instant now, ZoneId zone) {
        Moments moments = new Moments(now, zone);
        if (since == null) {
            return "";
        }
        if (down == null) {
            return "it was killed, or the machine went down";
        }
        String asked = askedDown == null ? "it was told to end" : askedDown.words();
        return asked + " " + moments.ago(down);
    }

    private History.Collector of(String unit) {
        return units.computeIfAbsent(unit, name -> new History.Collector());
    }

    /** The workers that it knows. */
    public Set<String> units() {
        return units.keySet();
    }

    public History history(String unit) {
        History.Collector collector = units.get(unit);
        if (collector == null) {
            return new History(List.of(), since, List.of());
        }
        History own = collector.history(since);
        List<History.Asked> asked = new ArrayList<>(own.asked());
        History.Collector general = new History.Collector();
        forAll.forEach(event -> general.take(event.json(), event.at()));
        asked.addAll(general.history(since).asked());
        asked.sort((a, b) -> a.at().compareTo(b.at()));
        return new History(own.ends(), since, asked);
    }
}
