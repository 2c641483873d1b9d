package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.OperationView;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two configurations, and what comes of it, for people. */
final class ReloadView {
    private static final int MOST_NAMES = 5;

    private int changes;

    /** A change, or what became of a worker by it. */
    String lines(JsonObject part) {
        if (!part.has("change")) {
            return OperationView.line(part);
        }
        changes++;
        StringBuilder text =
                new StringBuilder()
                        .append(Json.stringOrNull(part, "worker"))
                        .append(": ")
                        .append(change(String.valueOf(Json.stringOrNull(part, "change"))));
        try {
            text.append(", ").append(effects(part)).append('\n');
            List<String> earlier = Json.strings(part, "earlier_settings");
            if (!earlier.isEmpty()) {
                text.append("  runs with earlier settings: ")
                        .append(String.join(", ", earlier))
                        .append('\n');
            }
            for (JsonObject key : Json.objects(part, "keys")) {
                text.append("  ")
                        .append(Json.stringOrNull(key, "key"))
                        .append(": ")
                        .append(
                                difference(
                                        Json.stringOrNull(key, "from"),
                                        Json.stringOrNull(key, "to")))
                        .append('\n');
            }
        } catch (BadJson e) {
            text.append("  ").append(e.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static String change(String change) {
        return change.equals("unchanged") ? "not changed itself" : change;
    }

    /** One effect, or which instances each of several is on. */
    private static String effects(JsonObject part) throws BadJson {
        Map<String, List<String>> units = new LinkedHashMap<>();
        if (part.has("units")) {
            for (JsonObject one : Json.objects(part, "units")) {
                units.computeIfAbsent(Json.string(one, "effect"), effect -> new ArrayList<>())
                        .add(Json.string(one, "unit"));
            }
        }
        return units.size() <= 1
                ? effect(Json.string(part, "effect"))
                : units.entrySet().stream()
                        .map(one -> effect(one.getKey()) + ": " + names(one.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String names(List<String> units) {
        int more = units.size() - MOST_NAMES;
        return more <= 1
                ? String.join(", ", units)
                : String.join(", ", units.subList(0, MOST_NAMES)) + " and " + more + " more";
    }

    private static String effect(String effect) {
        return switch (effect) {
            case "start" -> "to be started";
            case "stop" -> "to be stopped";
            case "restart" -> "needs a restart";
            case "next-start" -> "from its next start on";
            case "live" -> "at once";
            default -> effect;
        };
    }

    private static String difference(@Nullable String from, @Nullable String to) {
        if (from == null && to == null) {
            return "another value, which is not shown";
        }
        if (from == null) {
            return "set to " + to;
        }
        return to == null ? "no longer set; it was " + from : from + " -> " + to;
    }

    /** The last line. */
    String summary(boolean dryRun) {
        if (changes == 0) {
            return "nothing differs\n";
        }
        return dryRun ? "nothing was changed\n" : "";
    }
}
