package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.PlanChange;
import java.util.Locale;

/** A change of plan as a reload reports it. */
final class ChangeReport {
    private ChangeReport() {}

    /**
     * @param used whether the worker has a process, or waits for the next
     */
    static JsonObject of(PlanChange change, boolean used) {
        JsonObject json = new JsonObject();
        json.addProperty("worker", change.worker());
        json.addProperty("change", change.kind().name().toLowerCase(Locale.ROOT));
        json.addProperty("effect", effect(change, used));
        JsonArray keys = new JsonArray();
        for (PlanChange.KeyChange key : change.keys()) {
            JsonObject one = new JsonObject();
            one.addProperty("key", key.key());
            one.addProperty("from", key.from());
            one.addProperty("to", key.to());
            keys.add(one);
        }
        json.add("keys", keys);
        return json;
    }

    private static String effect(PlanChange change, boolean used) {
        return switch (change.kind()) {
            case ADDED -> "start";
            case REMOVED -> "stop";
            case CHANGED -> !change.needsNewProcess() ? "live" : used ? "restart" : "next-start";
        };
    }
}
