package io.ottugi.supervisor.evidence.incident;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.diagnosis.Quote;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An incident's {@code summary.json}.
 *
 * @param end how it ended; null where nobody saw it end
 * @param finding what it was found to be; null for a dump that was asked for
 * @param command what ran, masked
 * @param files what else is in the folder
 */
public record IncidentSummary(
        Kind kind,
        Subject subject,
        @Nullable End end,
        @Nullable Finding finding,
        List<String> command,
        List<String> files) {
    private static final int VERSION = 1;

    public IncidentSummary {
        command = List.copyOf(command);
        files = List.copyOf(files);
    }

    /** What the folder was made for. */
    public enum Kind {
        FALL,
        /** An operator asked for it. */
        DUMP,
        /** A worker that hung, looked at before it was killed. */
        KILL,
        /** What a JVM wrote that lives on, or that ended while no supervisor was there. */
        FOUND;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(String label) throws BadJson {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new BadJson("an incident of another kind: " + label));
        }
    }

    /**
     * Whose incident it is.
     *
     * @param worker with its instance, such as {@code web:2}
     * @param pid of its first process, 0 when it had none
     */
    public record Subject(
            String supervisor, String worker, long generation, long pid, Instant at) {}

    /**
     * How it ended.
     *
     * @param cause such as {@code exit 7}, as status and events have it
     * @param by {@code us}, {@code itself} or {@code not us}, null when nobody knows
     * @param waitStatus raw, as waitpid(2) gives it
     * @param ranFor such as {@code 12.3s}
     * @param askedBy the user behind a stop, restart or signal that was asked of us
     */
    public record End(
            String cause,
            @Nullable String by,
            @Nullable Integer waitStatus,
            String ranFor,
            @Nullable String askedBy) {}

    /** The same with other files. */
    IncidentSummary with(List<String> names) {
        return new IncidentSummary(kind, subject, end, finding, command, names);
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("kind", kind.label());
        json.addProperty("supervisor", subject.supervisor());
        json.addProperty("worker", subject.worker());
        json.addProperty("generation", subject.generation());
        json.addProperty("pid", subject.pid());
        json.addProperty("at", subject.at().toString());
        addEnd(json, end == null ? new End("", null, null, "", null) : end);
        json.addProperty("finding", finding == null ? null : finding.kind().label());
        json.addProperty("sentence", finding == null ? null : finding.sentence());
        json.add("quotes", quotes(finding == null ? List.of() : finding.quotes()));
        json.addProperty("advice", finding == null ? null : finding.advice());
        json.add("command", Json.array(command));
        json.add("files", Json.array(files));
        return json;
    }

    private static void addEnd(JsonObject json, End end) {
        json.addProperty("cause", end.cause().isEmpty() ? null : end.cause());
        json.addProperty("by", end.by());
        json.addProperty("wait_status", end.waitStatus());
        json.addProperty("ran_for", end.ranFor().isEmpty() ? null : end.ranFor());
        json.addProperty("asked_by", end.askedBy());
    }

    /** As summaries and events have them. */
    public static JsonArray quotes(List<Quote> quotes) {
        JsonArray array = new JsonArray();
        for (Quote quote : quotes) {
            JsonObject json = new JsonObject();
            json.addProperty("source", quote.source());
            json.addProperty("text", quote.text());
            array.add(json);
        }
        return array;
    }

    /** Reads what {@link #toJson} wrote; anything else is refused. */
    public static IncidentSummary parse(String text) throws BadJson {
        JsonObject json = Json.object(text);
        if (Json.number(json, "version") != VERSION) {
            throw new BadJson("a summary of another version");
        }
        return new IncidentSummary(
                Kind.of(Json.string(json, "kind")),
                subject(json),
                end(json),
                finding(json),
                Json.strings(json, "command"),
                Json.strings(json, "files"));
    }

    private static Subject subject(JsonObject json) throws BadJson {
        try {
            return new Subject(
                    Json.string(json, "supervisor"),
                    Json.string(json, "worker"),
                    Json.number(json, "generation"),
                    Json.number(json, "pid"),
                    Instant.parse(Json.string(json, "at")));
        } catch (DateTimeException e) {
            throw new BadJson("expected a time in 'at'");
        }
    }

    private static @Nullable End end(JsonObject json) throws BadJson {
        String cause = Json.stringOrNull(json, "cause");
        if (cause == null) {
            return null;
        }
        JsonElement status = json.get("wait_status");
        String ranFor = Json.stringOrNull(json, "ran_for");
        return new End(
                cause,
                Json.stringOrNull(json, "by"),
                status == null || status.isJsonNull()
                        ? null
                        : Integer.valueOf((int) Json.number(json, "wait_status")),
                ranFor == null ? "" : ranFor,
                Json.stringOrNull(json, "asked_by"));
    }

    private static @Nullable Finding finding(JsonObject json) throws BadJson {
        String label = Json.stringOrNull(json, "finding");
        if (label == null) {
            return null;
        }
        List<Quote> quotes = new ArrayList<>();
        for (JsonObject quote : Json.objects(json, "quotes")) {
            quotes.add(new Quote(Json.string(quote, "source"), Json.string(quote, "text")));
        }
        String advice = Json.stringOrNull(json, "advice");
        return new Finding(
                FindingKind.of(label).orElse(FindingKind.UNKNOWN),
                Json.string(json, "sentence"),
                quotes,
                advice == null ? "" : advice);
    }
}
