package io.ottugi.supervisor.process;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The records of a supervisor's workers, a file each. */
public final class WorkerRecords {
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

    private Path file(String worker) {
        return directory.resolve(worker + ".json");
    }
}
