package io.ottugi.supervisor.cli.status;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.why.Found;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.util.Optional;

/** Adds to a status what was found of workers that live on, such as a heap dump. */
final class FoundIncidents {
    private FoundIncidents() {}

    /** Adds the member {@code found} to every worker of whose living process there is one. */
    static void addTo(JsonObject status, Places.Instance instance) {
        try {
            for (JsonObject worker : Json.objects(status, "workers")) {
                if (Json.stringOrNull(worker, "pid") != null) {
                    of(worker, instance).ifPresent(found -> worker.add("found", found));
                }
            }
        } catch (BadJson e) {
            // Not ours to complain about: the view does.
        }
    }

    private static Optional<JsonObject> of(JsonObject worker, Places.Instance instance)
            throws BadJson {
        try {
            return Found.of(
                    IncidentFolder.all(instance.incidents().resolve(Json.string(worker, "name"))),
                    Json.number(worker, "generation"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
