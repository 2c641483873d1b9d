package io.ottugi.supervisor.logs.record;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * A part of a log that was cut off the live file.
 *
 * @param sequence number from 1 on, never used twice
 * @param from position of its first byte
 * @param to position after its last byte
 * @param at time of the cut
 */
public record Archive(long sequence, long from, long to, Instant at) {
    /** Suffix of compressed archives. */
    public static final String COMPRESSED = ".gz";

    private static final String PART = ".part";

    /** Returns the number of bytes of output in it. */
    public long length() {
        return to - from;
    }

    /** Returns its path while it is not compressed. */
    public Path plain(Path live) {
        return plain(live, sequence);
    }

    /** Returns its path when it is compressed. */
    public Path compressed(Path live) {
        return compressed(live, sequence);
    }

    /** Returns the path of an archive that is not compressed. */
    public static Path plain(Path live, long sequence) {
        return sibling(live, name(live, sequence));
    }

    /** Returns the path of an archive while it is written. */
    public static Path part(Path live, long sequence) {
        return sibling(live, name(live, sequence) + PART);
    }

    /** Returns true if it is on disk in compressed form only. */
    public boolean isCompressed(Path live) {
        return !Files.exists(plain(live)) && Files.exists(compressed(live));
    }

    /** Returns the path of a compressed archive while it is written. */
    public static Path compressedPart(Path live, long sequence) {
        return sibling(live, name(live, sequence) + COMPRESSED + PART);
    }

    /** Returns the path of a compressed archive. */
    public static Path compressed(Path live, long sequence) {
        return sibling(live, name(live, sequence) + COMPRESSED);
    }

    private static String name(Path live, long sequence) {
        return live.getFileName() + String.format(Locale.ROOT, ".%06d", sequence);
    }

    private static Path sibling(Path live, String name) {
        return live.resolveSibling(name);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("sequence", sequence);
        json.addProperty("from", from);
        json.addProperty("to", to);
        json.addProperty("at", at.toString());
        return json;
    }

    static Archive fromJson(JsonObject json) throws BadJson {
        try {
            return new Archive(
                    Json.number(json, "sequence"),
                    Json.number(json, "from"),
                    Json.number(json, "to"),
                    Instant.parse(Json.string(json, "at")));
        } catch (DateTimeException e) {
            throw new BadJson("expected a time in 'at'");
        }
    }
}
