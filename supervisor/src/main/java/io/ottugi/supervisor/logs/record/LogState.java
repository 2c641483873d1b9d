package io.ottugi.supervisor.logs.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one log: which bytes are in which archive, and where the live file begins. Bytes
 * are addressed by <em>position</em>, the count of all bytes that were ever written before them.
 *
 * <p>The record is replaced as a whole at every change. A reader loads it before and after it reads
 * bytes; if {@link #change} is the same and no cut is under way, the bytes are right.
 *
 * @param file the live file
 * @param change counts the changes of this record
 * @param base position of the first byte that is still in the live file
 * @param hole bytes that the live file has before that, as a hole: bytes that were cut off while a
 *     process wrote at an offset of its own, which stays right in this way
 * @param origin position of the first byte ever written to this live file: 0, or, after somebody
 *     else truncated, removed or replaced it, the position after the last byte that was known then.
 *     Later archives were cut from this file
 * @param inode of the live file, when it was last looked at; 0 if it was not there
 * @param archives those that are kept, oldest first
 * @param rotating the rotation that is under way, or null
 * @param trouble why the log cannot be rotated, as a sentence, or null
 * @param marks for the writer only
 */
public record LogState(
        Path file,
        long change,
        long base,
        long hole,
        long origin,
        long inode,
        List<Archive> archives,
        @Nullable PendingRotation rotating,
        @Nullable String trouble,
        Marks marks) {
    private static final int VERSION = 1;
    private static final String STATE = ".json";
    private static final String TIMES = ".times";

    /** No name of a worker has this character. */
    private static final String ERRORS = "~err";

    public LogState {
        archives = List.copyOf(archives);
    }

    /** Makes a record without a hole and marks. */
    public LogState(
            Path file,
            long change,
            long base,
            long origin,
            long inode,
            List<Archive> archives,
            @Nullable PendingRotation rotating,
            @Nullable String trouble) {
        this(file, change, base, 0, origin, inode, archives, rotating, trouble, Marks.NONE);
    }

    /**
     * Marks that only the writer needs.
     *
     * @param sequence of the newest archive ever made, 0 if there was none
     * @param cut time of the last cut, or of the first check; {@link Instant#EPOCH} for never
     */
    public record Marks(long sequence, Instant cut) {
        public static final Marks NONE = new Marks(0, Instant.EPOCH);

        private JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.addProperty("sequence", sequence);
            json.addProperty("cut", cut.toString());
            return json;
        }

        private static Marks fromJson(JsonObject json) throws BadJson {
            try {
                return new Marks(
                        Json.number(json, "sequence"), Instant.parse(Json.string(json, "cut")));
            } catch (DateTimeException e) {
                throw new BadJson("expected a time in 'cut'");
            }
        }
    }

    /** Makes the record of a log that was never rotated. */
    public static LogState of(Path file) {
        return new LogState(file, 0, 0, 0, 0, List.of(), null, null);
    }

    /** Returns the key of a worker's standard output, or of both its outputs. */
    public static String key(String unit) {
        return unit;
    }

    /** Returns the key of a worker's standard error, when it has a file of its own. */
    public static String errorKey(String unit) {
        return unit + ERRORS;
    }

    /** Returns the path of a log's record. */
    public static Path path(Path directory, String key) {
        return directory.resolve(key + STATE);
    }

    /** Returns the path of a log's {@linkplain TimeIndex time index}. */
    public static Path times(Path directory, String key) {
        return directory.resolve(key + TIMES);
    }

    /**
     * Returns the position of the live file's offset 0, hole included. Uncertain while the file is
     * {@linkplain #cutting cut}.
     */
    public long start() {
        return base - hole;
    }

    /** Returns the rotation that may be moving the live file's bytes just now, or null. */
    public @Nullable PendingRotation cutting() {
        return rotating != null && rotating.phase() == PendingRotation.Phase.CUTTING
                ? rotating
                : null;
    }

    /** Returns the rotation whose bytes may have left the live file already, or null. */
    public @Nullable PendingRotation leaving() {
        return rotating != null && rotating.phase() != PendingRotation.Phase.COPYING
                ? rotating
                : null;
    }

    /** Returns the archive that has a position, else the first one after it, or null. */
    public @Nullable Archive archiveAfter(long position) {
        for (Archive archive : archives) {
            if (position < archive.to()) {
                return archive;
            }
        }
        return null;
    }

    public JsonObject toJson() {
        JsonArray list = new JsonArray();
        archives.forEach(archive -> list.add(archive.toJson()));
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("file", file.toString());
        json.addProperty("change", change);
        json.addProperty("base", base);
        json.addProperty("hole", hole);
        json.addProperty("origin", origin);
        json.addProperty("inode", inode);
        json.add("archives", list);
        json.add("rotating", rotating == null ? JsonNull.INSTANCE : rotating.toJson());
        json.addProperty("trouble", trouble);
        json.add("marks", marks.toJson());
        return json;
    }

    public static LogState fromJson(JsonObject json) throws BadJson {
        List<Archive> archives = new ArrayList<>();
        for (JsonObject archive : Json.objects(json, "archives")) {
            archives.add(Archive.fromJson(archive));
        }
        JsonElement rotating = json.get("rotating");
        JsonElement marks = json.get("marks");
        return new LogState(
                path(Json.string(json, "file")),
                Json.number(json, "change"),
                Json.number(json, "base"),
                json.has("hole") ? Json.number(json, "hole") : 0,
                json.has("origin") ? Json.number(json, "origin") : 0,
                json.has("inode") ? Json.number(json, "inode") : 0,
                archives,
                rotating instanceof JsonObject object ? PendingRotation.fromJson(object) : null,
                Json.stringOrNull(json, "trouble"),
                marks instanceof JsonObject object ? Marks.fromJson(object) : Marks.NONE);
    }

    private static Path path(String text) throws BadJson {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadJson("expected a path in 'file'");
        }
    }
}
