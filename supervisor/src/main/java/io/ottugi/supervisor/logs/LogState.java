package io.ottugi.supervisor.logs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one log are: which have left its live file, and into which archives. Bytes are
 * addressed by <em>position</em>, the count of all bytes that were ever written before them.
 *
 * <p>It is replaced as a whole at every change. A reader takes it before and after it has read; if
 * {@link #change} is the same and nothing is being cut, what it has read is right.
 *
 * @param file the live file
 * @param change counts the changes of this record
 * @param base the position of the first byte that is still in the live file
 * @param hole how many bytes the live file has before that, as a hole: what has left it while
 *     somebody wrote to it at an offset of his own, which stays true in this way
 * @param origin the position of the first byte ever written to the live file as it is now: 0, and
 *     after somebody else truncated, removed or replaced it {@code base} as it is from then on,
 *     which goes on from where the bytes known last ended. Archives from there on were cut from it
 * @param inode of the live file, when it was last looked at; 0 if it was not there
 * @param archives those that are kept, oldest first
 * @param rotating what is under way, or null
 * @param trouble why it cannot be rotated, in words, or null
 * @param marks what only its keeper needs
 */
public record LogState(
        Path file,
        long change,
        long base,
        long hole,
        long origin,
        long inode,
        List<Archive> archives,
        @Nullable Rotating rotating,
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

    /** One without a hole and marks. */
    public LogState(
            Path file,
            long change,
            long base,
            long origin,
            long inode,
            List<Archive> archives,
            @Nullable Rotating rotating,
            @Nullable String trouble) {
        this(file, change, base, 0, origin, inode, archives, rotating, trouble, Marks.NONE);
    }

    /**
     * What only the keeper of a log needs.
     *
     * @param sequence of the newest archive that ever was, 0 if there was none
     * @param cut when the live file was cut last, or first seen; {@link Instant#EPOCH} for never
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

    /** A log that was never rotated. */
    public static LogState of(Path file) {
        return new LogState(file, 0, 0, 0, 0, List.of(), null, null);
    }

    /** The key of a worker's standard output, or of both its outputs. */
    public static String key(String unit) {
        return unit;
    }

    /** The key of a worker's standard error, when it has a file of its own. */
    public static String errorKey(String unit) {
        return unit + ERRORS;
    }

    /** Where the state of a log is kept. */
    public static Path path(Path directory, String key) {
        return directory.resolve(key + STATE);
    }

    /** Where the {@linkplain TimeIndex times} of a log are kept. */
    public static Path times(Path directory, String key) {
        return directory.resolve(key + TIMES);
    }

    /**
     * The position that offset 0 of the live file has, or would have if it were not a hole. Not
     * known for sure while the file is {@linkplain #cutting cut}.
     */
    public long start() {
        return base - hole;
    }

    /** The rotation that may be moving the live file's bytes just now, or null. */
    public @Nullable Rotating cutting() {
        return rotating != null && rotating.phase() == Rotating.Phase.CUTTING ? rotating : null;
    }

    /** The rotation of which the bytes may have left the live file already, or null. */
    @Nullable Rotating leaving() {
        return rotating != null && rotating.phase() != Rotating.Phase.COPYING ? rotating : null;
    }

    /** The archive in which a position is, else the first one after it, or null. */
    @Nullable Archive archiveAfter(long position) {
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
                Path.of(Json.string(json, "file")),
                Json.number(json, "change"),
                Json.number(json, "base"),
                json.has("hole") ? Json.number(json, "hole") : 0,
                json.has("origin") ? Json.number(json, "origin") : 0,
                json.has("inode") ? Json.number(json, "inode") : 0,
                archives,
                rotating instanceof JsonObject object ? Rotating.fromJson(object) : null,
                Json.stringOrNull(json, "trouble"),
                marks instanceof JsonObject object ? Marks.fromJson(object) : Marks.NONE);
    }
}
