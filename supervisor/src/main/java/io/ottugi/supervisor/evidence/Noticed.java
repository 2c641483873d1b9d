package io.ottugi.supervisor.evidence;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A dump that was found without a fall.
 *
 * @param generation 0 where that is not known
 * @param sentence what happened, in plain words
 * @param incident the folder, or null if none could be made
 * @param details of the event {@code dump-found}, without worker and generation
 */
public record Noticed(
        String worker,
        long generation,
        String sentence,
        @Nullable String incident,
        JsonObject details) {

    static Noticed of(FoundDumps.Whose whose, Finding finding, @Nullable IncidentFolder folder) {
        String incident = folder == null ? null : folder.path().toString();
        JsonObject details = new JsonObject();
        details.addProperty("pid", whose.pid());
        details.addProperty("finding", finding.kind().label());
        details.addProperty("sentence", finding.sentence());
        details.add("quotes", IncidentSummary.quotes(finding.quotes()));
        details.addProperty("advice", finding.advice());
        details.addProperty("incident", incident);
        return new Noticed(
                whose.worker(), whose.generation(), finding.sentence(), incident, details);
    }
}
