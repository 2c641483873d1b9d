package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.evidence.incident.TakenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fall that was looked at.
 *
 * @param finding masked
 * @param output its last lines, not masked
 * @param hsErr what its JVM wrote of a fatal error, not masked
 * @param files that its JVM left, by the name they are kept under
 * @param summary without finding and files
 */
record Seen(
        Fallen fallen,
        Finding finding,
        Masking masking,
        String output,
        @Nullable String hsErr,
        DumpFiles dumps,
        Map<String, Path> files,
        IncidentSummary summary) {
    private static final String OUT_OF_HEAP_BEFORE =
            "Before that its JVM had run out of heap: open heap.hprof with Eclipse MAT or VisualVM"
                    + " to see what fills it.";

    /** What was asked for and went well needs no folder: then its JVM left a recording at most. */
    boolean isIncident() {
        return finding.kind() != FindingKind.ASKED || hsErr != null || leftHeapDump();
    }

    private boolean leftHeapDump() {
        return files.containsKey(IncidentFiles.HEAP);
    }

    /**
     * Fills and finishes an incident.
     *
     * @param examined whether the worker was looked at before it was killed
     */
    IncidentFolder keep(IncidentDraft draft, boolean examined) throws IOException {
        EvidencePolicy policy = fallen.subject().spec().evidence();
        if (!output.isEmpty()) {
            draft.text(IncidentFiles.OUTPUT, masking.text(output));
        }
        if (hsErr != null) {
            draft.text(IncidentFiles.HS_ERR, masking.hsErr(hsErr));
        }
        TakenFiles taken = new TakenFiles(draft, files, policy.maxSize());
        Finding found = aside(finding);
        draft.prepare(complete(found, examined), taken.names());
        taken.take();
        dumps.removeOf(fallen.subject().pid(), taken.left());
        return draft.finish(complete(found.and(taken.notes()), examined), policy);
    }

    /** A stop says nothing of what went before it. */
    private Finding aside(Finding told) {
        return told.kind() == FindingKind.ASKED && leftHeapDump()
                ? told.and(List.of(OUT_OF_HEAP_BEFORE))
                : told;
    }

    private IncidentSummary complete(Finding told, boolean examined) {
        return new IncidentSummary(
                examined ? IncidentSummary.Kind.KILL : IncidentSummary.Kind.FALL,
                summary.subject(),
                summary.end(),
                told,
                masking.command(summary.command()),
                summary.files());
    }

    /** Removes what its JVM left and is not kept. */
    void dropFiles() {
        dumps.removeOf(fallen.subject().pid(), Set.of());
    }

    /** What the loop is told of it. */
    Explained explained(@Nullable IncidentFolder folder) {
        String incident = folder == null ? null : folder.path().toString();
        EventFields details =
                new EventFields()
                        .put(EventField.FINDING, finding.kind().label())
                        .put(EventField.SENTENCE, finding.sentence())
                        .put(EventField.QUOTES, IncidentSummary.quotes(finding.quotes()))
                        .put(EventField.ADVICE, finding.advice())
                        .put(EventField.INCIDENT, incident);
        return new Explained(
                fallen.subject().worker(),
                fallen.subject().generation(),
                finding.kind().label(),
                finding.sentence(),
                incident,
                details);
    }
}
