package io.ottugi.supervisor.process;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The records of a supervisor's workers, a file each. */
public final class WorkerRecords {
    private static final String SUFFIX = ".json";

    private final Path directory;

    /**
     * @param directory private, and there
     */
    public WorkerRecords(Path directory) {
        this.directory = directory;
    }

    public void write(WorkerRecord record) throws IOException {
        AtomicFile.write(file(record.cookie().worker()), record.toJson() + "\n");
    }

    /** The record, unless it is missing or damaged: then the cookies have to tell. */
    public Optional<WorkerRecord> read(String worker) {
        try {
            return Optional.of(WorkerRecord.fromJson(Files.readString(file(worker))));
        } catch (IOException | BadJson e) {
            return Optional.empty();
        }
    }

    /** Forgets a worker; nothing happens if it has no record. */
    public void remove(String worker) throws IOException {
        Files.deleteIfExists(file(worker));
    }

    /** The names of all workers that have a record. */
    public List<String> names() {
        String[] files = directory.toFile().list();
        return Arrays.stream(files == null ? new String[0] : files)
                .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("."))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .sorted()
                .toList();
    }

    private Path file(String worker) {
        return directory.resolve(worker + SUFFIX);
    }
}
