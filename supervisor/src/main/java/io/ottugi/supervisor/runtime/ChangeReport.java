package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.PlanChange;
import io.ottugi.supervisor.config.PlanChange.Kind;
import io.ottugi.supervisor.config.WorkerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Changes of plan as a reload reports them, with what comes of each for each unit. */
final class ChangeReport {
    private ChangeReport() {}

    /**
     * A part for each change, and one for each worker that is restarted without a change of its
     * own.
     *
     * @param units the effect on each unit by its name
     */
    static List<JsonObject> of(List<PlanChange> changes, Map<String, UnitEffect> units) {
        Map<String, Map<String, UnitEffect>> byWorker = new LinkedHashMap<>();
        units.forEach(
                (unit, effect) ->
                        byWorker.computeIfAbsent(
                                        WorkerId.parse(unit).worker(),
                                        name -> new LinkedHashMap<>())
                                .put(unit, effect));
        List<JsonObject> parts = new ArrayList<>();
        for (PlanChange change : changes) {
            Map<String, UnitEffect> own = byWorker.remove(change.worker());
            String kind = change.kind().name().toLowerCase(Locale.ROOT);
            JsonObject part = part(change.worker(), kind, own == null ? Map.of() : own);
            if (own == null && change.kind() == Kind.REMOVED) {
                part.addProperty("effect", UnitEffect.STOP.label());
            }
            part.add("keys", keys(change));
            parts.add(part);
        }
        byWorker.forEach(
                (worker, own) -> {
                    if (own.containsValue(UnitEffect.RESTART)) {
                        JsonObject part = part(worker, "unchanged", own);
                        part.add("keys", new JsonArray());
                        parts.add(part);
                    }
                });
        return parts;
    }

    private static JsonObject part(String worker, String kind, Map<String, UnitEffect> units) {
        JsonObject part = new JsonObject();
        part.addProperty("worker", worker);
        part.addProperty("change", kind);
        part.addProperty("effect", UnitEffect.strongest(units.values()).label());
        JsonArray all = new JsonArray();
        units.forEach(
                (unit, effect) -> {
                    JsonObject one = new JsonObject();
                    one.addProperty("unit", unit);
                    one.addProperty("effect", effect.label());
                    all.add(one);
                });
        part.add("units", all);
        return part;
    }

    private static JsonArray keys(PlanChange change) {
        JsonArray keys = new JsonArray();
        for (PlanChange.KeyChange key : change.keys()) {
            JsonObject one = new JsonObject();
            one.addProperty("key", key.key());
            one.addProperty("from", key.from());
            one.addProperty("to", key.to());
            keys.add(one);
        }
        return keys;
    }
}
