package io.ottugi.supervisor.logs.record;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that is under way, as the record has it.
 *
 * @param sequence number of the archive
 * @param from position of its first byte
 * @param length bytes to be cut off the live file
 * @param phase of the rotation
 * @param block physical address of the first block to be cut off, before the cut, by FIEMAP; null
 *     if it is not known, and while the file is truncated instead
 * @param next physical address of the first byte to stay, likewise: after the cut the live file
 *     begins there
 */
public record PendingRotation(
        long sequence,
        long from,
        long length,
        Phase phase,
        @Nullable Long block,
        @Nullable Long next) {
    /** Makes a rotation whose physical address after the cut is not known. */
    public PendingRotation(
            long sequence, long from, long length, Phase phase, @Nullable Long block) {
        this(sequence, from, length, phase, block, null);
    }

    /** The phases of a rotation. */
    public enum Phase {
        /** The part file is being written; the live file is as it was. */
        COPYING,
        /** The part file is whole; the live file may have been cut, or not yet. */
        CUTTING,
        /**
         * The part file is whole; the live file may have the hole, or not yet. To punch it once
         * more changes nothing, so nobody has to find out which.
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

    /** Returns the next phase: the live file may be cut; null for addresses that are not known. */
    public PendingRotation cutting(@Nullable Long first, @Nullable Long after) {
        return new PendingRotation(sequence, from, length, Phase.CUTTING, first, after);
    }

    /** Returns the next phase: a hole may be punched into the live file. */
    public PendingRotation punching() {
        return new PendingRotation(sequence, from, length, Phase.PUNCHING, null);
    }

    /** Returns the position after its last byte. */
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

    static PendingRotation fromJson(JsonObject json) throws BadJson {
        return new PendingRotation(
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
