package io.ottugi.supervisor.evidence;

/** The names of the files in an incident, beside its summary. */
final class IncidentFiles {
    static final String OUTPUT = "output.txt";
    static final String HS_ERR = "hs_err.log";
    static final String HEAP = "heap.hprof";
    static final String RECORDING = "recording.jfr";

    private IncidentFiles() {}
}
