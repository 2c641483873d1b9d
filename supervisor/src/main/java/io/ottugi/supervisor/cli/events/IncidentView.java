package io.ottugi.supervisor.cli.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.cli.why.Causes;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Incidents, a line each, and as JSON; the latter is described in docs/. */
final class IncidentView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String[] HEADING = {"WORKER", "NUMBER", "WHEN", "SIZE", "WHAT"};

    private IncidentView() {}

    /** One incident, with its summary where that can be read. */
    record Entry(String unit, IncidentFolder folder, Optional<IncidentSummary> summary) {
        Entry(String unit, IncidentFolder folder) {
            this(unit, folder, folder.summary());
        }

        /** What cannot be read is the oldest. */
        Instant at() {
            return summary.map(one -> one.subject().at()).orElse(Instant.EPOCH);
        }

        long bytes() {
            try (Stream<Path> files = Files.list(folder.path())) {
                return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            } catch (IOException e) {
                return 0;
            }
        }

        /** Such as {@code exit 3 (OutOfMemoryError)}. */
        String what() {
            if (summary.isEmpty()) {
                return "its summary cannot be read";
            }
            IncidentSummary.End end = summary.get().end();
            Finding finding = summary.get().finding();
            if (end == null && finding != null) {
                return finding.kind().label().replace('-', ' ') + ", found without a fall";
            }
            if (end == null) {
                return "asked for, while it ran";
            }
            return Causes.brief(end.cause(), finding == null ? "" : finding.kind().label());
        }
    }

    static String of(List<Entry> entries, ZoneId zone, int width) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADING);
        for (Entry entry : entries) {
            rows.add(
                    new String[] {
                        entry.unit(),
                        Long.toString(entry.folder().number()),
                        entry.summary().isEmpty()
                                ? "-"
                                : entry.at().atZone(zone).toLocalDateTime().format(TIME),
                        Sizes.brief(entry.bytes()),
                        entry.what()
                    });
        }
        return String.join("", Columns.of(rows, width));
    }

    static JsonObject json(List<Entry> entries) {
        JsonArray all = new JsonArray();
        for (Entry entry : entries) {
            @Nullable IncidentSummary summary = entry.summary().orElse(null);
            JsonObject json = summary == null ? new JsonObject() : summary.toJson();
            json.remove("version");
            json.addProperty("worker", entry.unit());
            json.addProperty("number", entry.folder().number());
            json.addProperty("bytes", entry.bytes());
            json.addProperty("incident", entry.folder().path().toString());
            all.add(json);
        }
        JsonObject json = new JsonObject();
        json.addProperty("version", 1);
        json.add("incidents", all);
        return json;
    }
}
