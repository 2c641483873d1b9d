package io.ottugi.supervisor.logs;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * A part of a log that has left the live file.
 *
 * @param sequence from 1 on, never used again
 * @param from the position of its first byte
 * @param to the position after its last byte
 * @param at when it was cut
 */
public record Archive(long sequence, long from, long to, Instant at) {
    /** What compressed archives end with. */
    public static final String COMPRESSED = ".gz";

    private static final String PART = ".part";

    /** How many bytes of output are in it. */
    public long length() {
        return to - from;
    }

    /** Where it is, unless it is compressed. */
    public Path plain(Path live) {
        return plain(live, sequence);
    }

    /** Where it is when it is compressed. */
    public Path compressed(Path live) {
        return compressed(live, sequence);
    }

    /** Where the archive of that number is, unless it is compressed. */
    public static Path plain(Path live, long sequence) {
        return sibling(live, name(live, sequence));
    }

    /** Where it is while it is made. */
    public static Path part(Path live, long sequence) {
        return sibling(live, name(live, sequence) + PART);
    }

    /** Whether what is inside can only be had by reading it from its start. */
    boolean isCompressed(Path live) {
        return !Files.exists(plain(live)) && Files.exists(compressed(live));
    }

    /** Where an archive is while it is compressed. */
    static Path compressedPart(Path live, long sequence) {
        return sibling(live, name(live, sequence) + COMPRESSED + PART);
    }

    /** Where the archive of that number is when it is compressed. */
    static Path compressed(Path live, long sequence) {
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
