package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incident without a fall, such as a heap dump of a JVM that lives on.
 *
 * @param files what is in its folder
 */
public record Found(
        IncidentSummary.Subject subject,
        Finding finding,
        IncidentFolder folder,
        List<String> files) {

    /** The newest of a worker's incidents that is one. */
    static Optional<Found> newest(List<IncidentFolder> incidents) {
        for (int i = incidents.size() - 1; i >= 0; i--) {
            Optional<Found> found = of(incidents.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Finds the newest that is one of a generation.
     *
     * @param incidents of its worker, oldest first
     * @return when and what, in a sentence, and where
     */
    public static Optional<JsonObject> of(List<IncidentFolder> incidents, long generation) {
        return newest(incidents)
                .filter(found -> found.subject.generation() == generation)
                .map(
                        found -> {
                            JsonObject json = new JsonObject();
                            json.addProperty("at", found.at().toString());
                            json.addProperty("finding", found.finding.kind().label());
                            json.addProperty("sentence", found.finding.sentence());
                            json.addProperty("incident", found.folder.path().toString());
                            return json;
                        });
    }

    private static Optional<Found> of(IncidentFolder folder) {
        Optional<IncidentSummary> summary =
                folder.summary().filter(one -> one.kind() == IncidentSummary.Kind.FOUND);
        Finding finding = summary.map(IncidentSummary::finding).orElse(null);
        return finding == null
                ? Optional.empty()
                : summary.map(
                        one -> new Found(one.subject(), finding, folder, Told.files(folder, one)));
    }

    Instant at() {
        return subject.at();
    }

    /** Its shape is documented in {@code docs/status.md}. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("at", at().toString());
        json.addProperty("generation", subject.generation());
        json.addProperty("pid", subject.pid());
        json.addProperty("finding", finding.kind().label());
        json.addProperty("sentence", finding.sentence());
        json.add("quotes", IncidentSummary.quotes(finding.quotes()));
        json.addProperty("advice", finding.advice().isEmpty() ? null : finding.advice());
        json.addProperty("incident", folder.path().toString());
        json.add("files", Json.array(files));
        return json;
    }
}
