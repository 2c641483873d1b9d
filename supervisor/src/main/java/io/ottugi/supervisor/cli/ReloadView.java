package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import org.jspecify.annotations.Nullable;

/** What differs between two configurations, and what comes of it, for people. */
final class ReloadView {
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
                        .append(Json.stringOrNull(part, "change"))
                        .append(effect(String.valueOf(Json.stringOrNull(part, "effect"))))
                        .append('\n');
        try {
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

    private static String effect(String effect) {
        return switch (effect) {
            case "start" -> ", to be started";
            case "stop" -> ", to be stopped";
            case "restart" -> ", needs a restart";
            case "next-start" -> ", from its next start on";
            case "live" -> ", at once";
            default -> ", " + effect;
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
