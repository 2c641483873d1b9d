package io.ottugi.supervisor.evidence.incident;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Moves what a JVM left into an incident. A heap dump is taken however large it is: it was asked
 * for, it is on the disk already, and there is no other of that moment.
 */
public final class TakenFiles {
    private final IncidentDraft draft;
    private final Map<String, Path> files;
    private final long largest;
    private final Set<Path> left = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param files by the name they are kept under; a JVM's report of its crash is kept as text
     * @param largest bytes of any but a heap dump
     */
    public TakenFiles(IncidentDraft draft, Map<String, Path> files, long largest) {
        this.draft = draft;
        this.files = new TreeMap<>(files);
        this.files.remove(IncidentFiles.HS_ERR);
        this.largest = largest;
    }

    /** Those that are to be taken. */
    public Set<String> names() {
        return files.keySet();
    }

    public void take() throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String name = file.getKey();
            long most = name.equals(IncidentFiles.HEAP) ? Long.MAX_VALUE : largest;
            try {
                if (!draft.take(name, file.getValue(), most)) {
                    notes.add(name + " was not kept: it is larger than 'evidence.max_size'.");
                }
            } catch (IncidentDraft.NoRoom e) {
                left.add(file.getValue());
                notes.add(
                        name
                                + " is still "
                                + file.getValue()
                                + ": there is no room for it beside the incident.");
            }
        }
    }

    /** Those that stayed where they were. */
    public Set<Path> left() {
        return left;
    }

    /** What is not as it was wanted, in sentences. */
    public List<String> notes() {
        return notes;
    }
}
