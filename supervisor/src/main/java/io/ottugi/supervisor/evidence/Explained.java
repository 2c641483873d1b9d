package io.ottugi.supervisor.evidence;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.ArrayList;
import java.util.List;
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
        EventFields details) {

    /** The sentence, what was quoted for it and what one could do, each for a line of its own. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(sentence));
        try {
            for (JsonObject quote : Json.objects(details.json(), EventField.QUOTES.label())) {
                lines.add(Json.string(quote, "source") + ": " + Json.string(quote, "text"));
            }
        } catch (BadJson e) {
            throw new IllegalStateException("no quotes in " + details, e);
        }
        String advice = Json.stringOrNull(details.json(), EventField.ADVICE.label());
        if (advice != null && !advice.isEmpty()) {
            lines.add(advice);
        }
        return lines;
    }
}
