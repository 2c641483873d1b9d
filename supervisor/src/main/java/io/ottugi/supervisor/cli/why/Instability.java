package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The falls of a worker that runs, but has not run for long enough since to be trusted.
 *
 * @param falls how many there were in a row
 * @param since when the first of them was
 * @param until when they are forgotten, if it still runs then
 */
public record Instability(long falls, Instant since, Instant until) {

    /**
     * Reads it from a worker's status.
     *
     * @return empty if there is none, or the supervisor is of a version that does not tell
     */
    public static Optional<Instability> of(JsonObject worker) {
        if (!(worker.get("unstable") instanceof JsonObject json)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Instability(
                            Json.number(json, "falls"),
                            Instant.parse(Json.string(json, "since")),
                            Instant.parse(Json.string(json, "until"))));
        } catch (BadJson | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Such as {@code 7 falls in 2m}. */
    public String words(Instant now) {
        String count = falls == 1 ? "1 fall" : falls + " falls";
        return count + " in " + Spans.about(Duration.between(since, now));
    }
}
