package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.events.EndedBy;
import io.ottugi.supervisor.json.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fall as the event record has it.
 *
 * @param generation which start of it this was, counted from 1
 * @param by the words of {@link EndedBy}; null when nobody knows
 * @param ran from its start to its fall; null when that was not recorded, or it never started
 * @param ranFor the same in words, as status and events have it; empty when it never ran
 * @param done whether it had done its work: it ended with 0 and is not to be started again
 * @param details the event itself
 * @param explained the event that says what it was, or null
 */
public record FallRecord(
        Instant at,
        long generation,
        EndCause cause,
        @Nullable String by,
        @Nullable Duration ran,
        String ranFor,
        boolean done,
        JsonObject details,
        @Nullable JsonObject explained) {
    private static final String HUNG = "killed-after-stop-timeout";

    /** Whether somebody wanted it to end, or it had nothing left to do. */
    public boolean isMeant() {
        boolean hung = HUNG.equals(finding());
        return done || (EndedBy.US.is(by) && cause.kind() != EndCause.Kind.NOT_READY && !hung);
    }

    /** The label of what it was found to be, or null. */
    public @Nullable String finding() {
        return explained == null ? null : Json.stringOrNull(explained, "finding");
    }

    FallRecord with(JsonObject explanation) {
        return new FallRecord(at, generation, cause, by, ran, ranFor, done, details, explanation);
    }

    FallRecord asDone() {
        return new FallRecord(at, generation, cause, by, ran, ranFor, true, details, explained);
    }
}
