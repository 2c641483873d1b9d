package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
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
        EventFields details) {

    static Noticed of(FoundDumps.Whose whose, Finding finding, @Nullable IncidentFolder folder) {
        String incident = folder == null ? null : folder.path().toString();
        EventFields details =
                new EventFields()
                        .put(EventField.PID, whose.pid())
                        .put(EventField.FINDING, finding.kind().label())
                        .put(EventField.SENTENCE, finding.sentence())
                        .put(EventField.QUOTES, IncidentSummary.quotes(finding.quotes()))
                        .put(EventField.ADVICE, finding.advice())
                        .put(EventField.INCIDENT, incident);
        return new Noticed(
                whose.worker(), whose.generation(), finding.sentence(), incident, details);
    }
}
