package io.ottugi.supervisor.evidence.incident;

/** The names of the files in an incident, beside its summary. */
public final class IncidentFiles {
    public static final String OUTPUT = "output.txt";
    public static final String HS_ERR = "hs_err.log";
    public static final String HEAP = "heap.hprof";
    public static final String RECORDING = "recording.jfr";

    private IncidentFiles() {}
}
