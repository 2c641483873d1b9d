package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.PlanChange;
import io.ottugi.supervisor.config.PlanChange.Kind;
import io.ottugi.supervisor.config.WorkerId;
import io.ottugi.supervisor.fleet.UnitEffect;
import io.ottugi.supervisor.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes of plan as a reload reports them, with what comes of each for each unit. */
final class ChangeReport {
    private ChangeReport() {}

    /**
     * A part for each change, and one for each worker that is restarted without a change of its
     * own.
     *
     * @param units the effect on each unit by its name
     * @param earlier names the settings that a unit runs with and that were others already
     */
    static List<JsonObject> of(
            List<PlanChange> changes,
            Map<String, UnitEffect> units,
            Function<String, List<String>> earlier) {
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
            addEarlier(part, own, earlier);
            parts.add(part);
        }
        byWorker.forEach(
                (worker, own) -> {
                    if (own.containsValue(UnitEffect.RESTART)) {
                        JsonObject part = part(worker, "unchanged", own);
                        part.add("keys", new JsonArray());
                        addEarlier(part, own, earlier);
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

    /** The settings because of which units are replaced, beside those that change now. */
    private static void addEarlier(
            JsonObject part,
            @Nullable Map<String, UnitEffect> own,
            Function<String, List<String>> earlier) {
        Set<String> names = new TreeSet<>();
        if (own != null) {
            own.forEach(
                    (unit, effect) -> {
                        if (effect == UnitEffect.RESTART) {
                            names.addAll(earlier.apply(unit));
                        }
                    });
        }
        if (!names.isEmpty()) {
            part.add("earlier_settings", Json.array(List.copyOf(names)));
        }
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
