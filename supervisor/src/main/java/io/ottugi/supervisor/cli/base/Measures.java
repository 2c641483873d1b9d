package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.proc.Footprint;
import io.ottugi.supervisor.proc.Footprints;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Adds what workers take of the machine to a status, and what of the processor since last time. */
public final class Measures {
    private final Map<Long, Double> cpuBefore = new HashMap<>();
    private long lookedAt;

    /** Adds to every worker that has a process. */
    public void addTo(JsonObject status) {
        Map<Long, JsonObject> byPid = byPid(status);
        long now = System.nanoTime();
        Map<Long, Footprint> footprints = Footprints.of(byPid.keySet());
        double seconds = (now - lookedAt) / (double) TimeUnit.SECONDS.toNanos(1);
        footprints.forEach(
                (pid, footprint) -> {
                    JsonObject worker = byPid.get(pid);
                    if (worker != null) {
                        add(worker, footprint);
                        addPercent(worker, footprint, cpuBefore.get(pid), seconds);
                    }
                });
        cpuBefore.clear();
        footprints.forEach((pid, footprint) -> cpuBefore.put(pid, footprint.cpuSeconds()));
        lookedAt = now;
    }

    private static Map<Long, JsonObject> byPid(JsonObject status) {
        Map<Long, JsonObject> byPid = new HashMap<>();
        try {
            for (JsonObject worker : Json.objects(status, "workers")) {
                if (Json.stringOrNull(worker, "pid") != null) {
                    byPid.put(Json.number(worker, "pid"), worker);
                }
            }
        } catch (BadJson e) {
            // Not ours to complain about: the view does.
        }
        return byPid;
    }

    private static void add(JsonObject worker, Footprint footprint) {
        JsonObject memory = new JsonObject();
        memory.addProperty("pss_bytes", footprint.pss());
        worker.add("memory", memory);
        worker.addProperty("cpu_seconds", footprint.cpuSeconds());
        worker.addProperty("processes", footprint.processes());
    }

    private static void addPercent(
            JsonObject worker, Footprint footprint, @Nullable Double before, double seconds) {
        if (before != null && seconds > 0) {
            double percent = Math.max(0, footprint.cpuSeconds() - before) / seconds * 100;
            worker.addProperty("cpu_percent", Math.round(percent * 10) / 10.0);
        }
    }
}
