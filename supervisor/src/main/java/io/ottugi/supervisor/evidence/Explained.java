package io.ottugi.supervisor.evidence;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a fall.
 *
 * @param finding the label of its kind, such as {@code java-out-of-memory}
 * @param sentence what happened, in plain words
 * @param incident the folder, or null if none could be made
 * @param details of the event {@code explained}, without worker and generation
 */
public record Explained(
        String worker,
        long generation,
        String finding,
        String sentence,
        @Nullable String incident,
        JsonObject details) {}
