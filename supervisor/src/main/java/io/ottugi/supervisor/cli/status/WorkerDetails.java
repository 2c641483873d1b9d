package io.ottugi.supervisor.cli.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.cli.why.Page;
import io.ottugi.supervisor.config.value.ShellQuoting;
import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.process.ProcessPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the status tells of a worker beside its line, where there are few of them. */
final class WorkerDetails {
    private WorkerDetails() {}

    static String of(JsonObject worker) throws BadJson {
        List<String[]> rows = new ArrayList<>();
        String pid = Json.stringOrNull(worker, "pid");
        if (pid != null) {
            long number = Long.parseLong(pid);
            add(
                    rows,
                    "session",
                    orNone(Json.stringOrNull(worker, "session"))
                            + ", terminal "
                            + ProcessPlace.terminal(number).orElse("none"));
            add(rows, "directory", ProcessPlace.directory(number).orElse(null));
        }
        String processes = Json.stringOrNull(worker, "processes");
        add(rows, "processes", "1".equals(processes) ? null : processes);
        boolean untold = pid != null && Json.stringOrNull(worker, "log_trouble") == null;
        add(rows, "output", output(Json.stringOrNull(worker, "log"), untold));
        add(rows, "errors", output(Json.stringOrNull(worker, "error_log"), untold));
        add(rows, "command", ShellQuoting.words(Json.strings(worker, "command")));
        List<String> running = Json.strings(worker, "running_command");
        if (!running.isEmpty()) {
            add(rows, "but runs", ShellQuoting.words(running) + " (until its next start)");
        }
        if (worker.get("found") instanceof JsonObject found) {
            add(
                    rows,
                    "found",
                    Page.clean(Json.string(found, "sentence"))
                            + " See "
                            + Json.string(found, "incident"));
        }
        add(rows, "fell", sentence(worker));
        for (String quote : quotes(worker)) {
            add(rows, "said", quote);
        }
        return Columns.of(rows);
    }

    /**
     * The last thing that a worker said which is down now; of one that went into the background,
     * what to do about it. Empty if it is up, or said nothing.
     */
    static String lastWords(JsonObject worker) throws BadJson {
        if (Json.flag(worker, "ok")) {
            return "";
        }
        String sentence = sentence(worker);
        if (sentence != null && FindingKind.DAEMONIZED.label().equals(finding(worker))) {
            return "  fell  " + sentence + "\n";
        }
        List<String> quotes = quotes(worker);
        return quotes.isEmpty() ? "" : "  said  " + quotes.get(quotes.size() - 1) + "\n";
    }

    /** What was quoted of its output after its last fall. */
    private static List<String> quotes(JsonObject worker) throws BadJson {
        if (!(worker.get("last_fall") instanceof JsonObject fall)
                || !(fall.get("quotes") instanceof JsonArray)) {
            return List.of();
        }
        List<String> quotes = new ArrayList<>();
        for (JsonObject quote : Json.objects(fall, "quotes")) {
            if (Json.string(quote, "source").equals("output")) {
                quotes.add(Page.clean(Json.string(quote, "text")));
            }
        }
        return quotes;
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "none" : text;
    }

    private static @Nullable String sentence(JsonObject worker) {
        return ofLastFall(worker, "sentence");
    }

    private static @Nullable String finding(JsonObject worker) {
        return ofLastFall(worker, "finding");
    }

    private static @Nullable String ofLastFall(JsonObject worker, String member) {
        return worker.get("last_fall") instanceof JsonObject fall
                ? Json.stringOrNull(fall, member)
                : null;
    }

    private static @Nullable String output(@Nullable String log, boolean untold) {
        boolean deleted = untold && log != null && !Files.exists(Path.of(log));
        return deleted ? log + " (deleted: lost until the worker's next start)" : log;
    }

    private static void add(List<String[]> rows, String label, @Nullable String value) {
        if (value != null) {
            rows.add(new String[] {"  " + label, value});
        }
    }
}
