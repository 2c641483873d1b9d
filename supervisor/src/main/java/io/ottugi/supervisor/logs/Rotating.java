package io.ottugi.supervisor.logs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that is under way.
 *
 * @param sequence of the archive that is made
 * @param from the position of its first byte
 * @param length the bytes that are about to leave the live file
 * @param phase how far it is
 * @param block where the first block that is about to leave is on the disk before the cut, by
 *     FIEMAP; null if that is not known, and while the file is truncated instead
 * @param next where the first byte after the cut is, likewise: the live file's beginning once it is
 *     cut
 */
public record Rotating(
        long sequence,
        long from,
        long length,
        Phase phase,
        @Nullable Long block,
        @Nullable Long next) {
    /** One of which the place after the cut is not known. */
    public Rotating(long sequence, long from, long length, Phase phase, @Nullable Long block) {
        this(sequence, from, length, phase, block, null);
    }

    /** How far a rotation is. */
    public enum Phase {
        /** The part file is being written; the live file is as it was. */
        COPYING,
        /** The part file is whole; the live file may have been cut, or not yet. */
        CUTTING,
        /**
         * The part file is whole; in the live file there may be a hole instead, or not yet. To
         * punch it once more changes nothing, so nobody has to find out which.
         */
        PUNCHING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Phase parse(String text) throws BadJson {
            for (Phase phase : values()) {
                if (phase.label().equals(text)) {
                    return phase;
                }
            }
            throw new BadJson("expected a phase in 'phase'");
        }
    }

    /** All is copied, and the live file may be cut; null for places that are not known. */
    Rotating cutting(@Nullable Long first, @Nullable Long after) {
        return new Rotating(sequence, from, length, Phase.CUTTING, first, after);
    }

    /** All is copied, and a hole may be punched into the live file. */
    Rotating punching() {
        return new Rotating(sequence, from, length, Phase.PUNCHING, null);
    }

    /** The position after its last byte. */
    public long to() {
        return from + length;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("sequence", sequence);
        json.addProperty("from", from);
        json.addProperty("length", length);
        json.addProperty("phase", phase.label());
        json.addProperty("block", block);
        json.addProperty("next", next);
        return json;
    }

    static Rotating fromJson(JsonObject json) throws BadJson {
        return new Rotating(
                Json.number(json, "sequence"),
                Json.number(json, "from"),
                Json.number(json, "length"),
                Phase.parse(Json.string(json, "phase")),
                place(json, "block"),
                place(json, "next"));
    }

    private static @Nullable Long place(JsonObject json, String name) throws BadJson {
        JsonElement place = json.get(name);
        return place == null || place.isJsonNull() ? null : Json.number(json, name);
    }
}
