package io.ottugi.supervisor.process;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of a supervisor's workers, a file each. */
public final class WorkerRecords {
    private static final String SUFFIX = ".json";

    /** A record is padded to a multiple of this, so that the next one fits into its place. */
    private static final int ROOM = 2048;

    private final Path directory;
    private final Map<String, WorkerRecord> newest = new HashMap<>();

    /**
     * @param directory private, and there
     */
    public WorkerRecords(Path directory) {
        this.directory = directory;
    }

    /** Replaces the record of its worker, on a full disk too if there is one. */
    public void write(WorkerRecord record) throws IOException {
        newest.put(record.cookie().worker(), record);
        Path file = file(record.cookie().worker());
        String text = padded(record.toJson());
        try {
            AtomicFile.write(file, text);
        } catch (IOException e) {
            if (!overwrite(file, text)) {
                throw e;
            }
        }
    }

    private static String padded(String json) {
        return json + " ".repeat(ROOM - 1 - json.length() % ROOM) + "\n";
    }

    /**
     * Writes into the blocks that a file has already, with one write(2), which a kill does not cut
     * in two within a page. A power cut may; then the processes are gone as well.
     *
     * @return false if there is no such file, or none that is as long
     */
    private static boolean overwrite(Path file, String text) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (out.size() < bytes.remaining()) {
                return false;
            }
            out.write(bytes, 0);
            out.truncate(bytes.limit());
            return !bytes.hasRemaining();
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes those records anew that somebody has removed since this object wrote them. */
    public void restore() throws IOException {
        for (WorkerRecord record : List.copyOf(newest.values())) {
            if (!Files.exists(file(record.cookie().worker()), LinkOption.NOFOLLOW_LINKS)) {
                write(record);
            }
        }
    }

    /** The record, unless it is missing or damaged: then the cookies have to tell. */
    public Optional<WorkerRecord> read(String worker) {
        try {
            return Optional.of(WorkerRecord.fromJson(Utf8.read(file(worker))));
        } catch (IOException | BadJson e) {
            return Optional.empty();
        }
    }

    /** Forgets a worker; nothing happens if it has no record. */
    public void remove(String worker) throws IOException {
        newest.remove(worker);
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
