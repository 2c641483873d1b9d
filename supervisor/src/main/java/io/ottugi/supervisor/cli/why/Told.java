package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.diagnosis.Quote;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fall with what was found out about it.
 *
 * @param finding the label, or null if nobody looked
 * @param sentence what happened, in plain words
 * @param advice empty where there is none
 * @param incident its folder, or null if there is none any more
 * @param files what is in it
 */
record Told(
        FallRecord fall,
        @Nullable String finding,
        String sentence,
        List<Quote> quotes,
        String advice,
        @Nullable Path incident,
        List<String> files) {
    private static final String SUMMARY = "summary.json";

    /** An incident is written some time after its fall was recorded. */
    private static final Duration NEAR = Duration.ofMinutes(10);

    /**
     * @param incidents of this worker
     */
    static Told of(FallRecord fall, List<IncidentFolder> incidents) {
        for (int i = incidents.size() - 1; i >= 0; i--) {
            Optional<IncidentSummary> summary = incidents.get(i).summary();
            if (summary.isPresent() && isOf(fall, summary.get())) {
                return of(fall, summary.get(), incidents.get(i));
            }
        }
        return of(fall);
    }

    private static boolean isOf(FallRecord fall, IncidentSummary summary) {
        Duration between = Duration.between(fall.at(), summary.subject().at()).abs();
        return summary.end() != null
                && summary.subject().generation() == fall.generation()
                && between.compareTo(NEAR) < 0;
    }

    private static Told of(FallRecord fall, IncidentSummary summary, IncidentFolder folder) {
        List<String> files = files(folder, summary);
        Finding finding = summary.finding();
        if (finding == null) {
            Told plain = of(fall);
            return new Told(
                    fall,
                    plain.finding(),
                    plain.sentence(),
                    plain.quotes(),
                    "",
                    folder.path(),
                    files);
        }
        return new Told(
                fall,
                finding.kind().label(),
                finding.sentence(),
                finding.quotes(),
                finding.advice(),
                folder.path(),
                files);
    }

    /** What is there now: something may have been added, or removed by somebody. */
    static List<String> files(IncidentFolder folder, IncidentSummary summary) {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.toFile().getName())
                    .filter(name -> !name.equals(SUMMARY))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return summary.files();
        }
    }

    /** By the event record alone. */
    private static Told of(FallRecord fall) {
        JsonObject explained = fall.explained();
        String sentence = explained == null ? null : Json.stringOrNull(explained, "sentence");
        String advice = explained == null ? null : Json.stringOrNull(explained, "advice");
        return new Told(
                fall,
                fall.finding(),
                sentence == null ? sentence(fall.cause()) : sentence,
                explained == null ? List.of() : quotes(explained),
                advice == null ? "" : advice,
                null,
                List.of());
    }

    private static List<Quote> quotes(JsonObject explained) {
        List<Quote> quotes = new ArrayList<>();
        try {
            for (JsonObject quote : Json.objects(explained, "quotes")) {
                quotes.add(new Quote(Json.string(quote, "source"), Json.string(quote, "text")));
            }
        } catch (BadJson e) {
            // Of another version; what was read will do.
        }
        return quotes;
    }

    /** What a bare cause says, as a sentence. */
    static String sentence(EndCause cause) {
        String text = cause.text();
        return switch (cause.kind()) {
            case EXIT -> "Exited with code " + cause.rest() + ".";
            case SIGNAL -> "Ended by " + text + ".";
            case DAEMONIZED, COULD_NOT_START, UNPROVED, NOT_READY, UNKNOWN, OTHER ->
                    Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
        };
    }
}
