package io.ottugi.supervisor.evidence;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.EvidencePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
    static final String OUTPUT = "output.txt";

    /** What was asked for and went well needs no folder. */
    boolean isIncident() {
        return finding.kind() != FindingKind.ASKED;
    }

    /**
     * Fills and finishes an incident.
     *
     * @param examined whether the worker was looked at before it was killed
     */
    IncidentFolder keep(IncidentDraft draft, boolean examined) throws IOException {
        EvidencePolicy policy = fallen.subject().spec().evidence();
        if (!output.isEmpty()) {
            draft.text(OUTPUT, masking.text(output));
        }
        Finding told = finding;
        if (hsErr != null) {
            draft.text(DumpFiles.HS_ERR, masking.hsErr(hsErr));
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (!file.getKey().equals(DumpFiles.HS_ERR)
                    && !draft.take(file.getKey(), file.getValue(), policy.maxSize())) {
                told = notKept(told, file.getKey());
            }
        }
        dropFiles();
        return draft.finish(complete(told, examined), policy);
    }

    private static Finding notKept(Finding finding, String file) {
        String why = file + " was not kept: it is larger than 'evidence.max_size'.";
        return new Finding(
                finding.kind(),
                finding.sentence(),
                finding.quotes(),
                finding.advice().isEmpty() ? why : finding.advice() + " " + why);
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
        dumps.removeOf(fallen.subject().pid());
    }

    /** What the loop is told of it. */
    Explained explained(@Nullable IncidentFolder folder) {
        String incident = folder == null ? null : folder.path().toString();
        JsonObject details = new JsonObject();
        details.addProperty("finding", finding.kind().label());
        details.addProperty("sentence", finding.sentence());
        details.add("quotes", IncidentSummary.quotes(finding.quotes()));
        details.addProperty("advice", finding.advice());
        details.addProperty("incident", incident);
        return new Explained(
                fallen.subject().worker(),
                fallen.subject().generation(),
                finding.kind().label(),
                finding.sentence(),
                incident,
                details);
    }
}
