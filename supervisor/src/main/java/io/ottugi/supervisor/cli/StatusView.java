package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Durations;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.process.ProcessPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A supervisor's status for people. */
final class StatusView {
    private final JsonObject status;
    private final boolean colours;
    private final Instant now;

    private StatusView(JsonObject status, boolean colours, Instant now) {
        this.status = status;
        this.colours = colours;
        this.now = now;
    }

    static String of(JsonObject status, boolean colours) {
        try {
            return new StatusView(status, colours, WallClock.now()).render();
        } catch (BadJson e) {
            return "the supervisor's status could not be read: " + e.getMessage() + "\n";
        }
    }

    private String render() throws BadJson {
        JsonObject supervisor = status.getAsJsonObject("supervisor");
        List<JsonObject> workers = Json.objects(status, "workers");
        StringBuilder text = new StringBuilder(heading(supervisor)).append('\n');
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"WORKER", "STATE", "PID", "FOR", "RESTARTS", "LAST FALL"});
        for (JsonObject worker : workers) {
            rows.add(row(worker));
        }
        text.append(workers.isEmpty() ? "" : Columns.of(rows));
        for (JsonObject worker : workers) {
            text.append(details(worker));
        }
        return coloured(text.toString());
    }

    private String heading(JsonObject supervisor) throws BadJson {
        String name = Json.string(supervisor, "name");
        if (!Json.string(supervisor, "state").equals("up")) {
            return "no supervisor is up under '" + name + "'";
        }
        String terminal = Json.stringOrNull(supervisor, "terminal");
        return name
                + " is up for "
                + since(Json.string(supervisor, "since"))
                + ": pid "
                + Json.number(supervisor, "pid")
                + ", session "
                + Json.number(supervisor, "session")
                + ", terminal "
                + (terminal == null ? "none" : terminal)
                + ", directory "
                + Json.stringOrNull(supervisor, "directory");
    }

    private String[] row(JsonObject worker) throws BadJson {
        String pid = Json.stringOrNull(worker, "pid");
        String since = Json.stringOrNull(worker, "since");
        String state =
                Json.string(worker, "state") + (Json.flag(worker, "adopted") ? " (adopted)" : "");
        String restarts = Json.stringOrNull(worker, "restarts");
        return new String[] {
            Json.string(worker, "name"),
            state,
            pid == null ? "-" : pid,
            since == null ? "-" : since(since),
            restarts == null ? "-" : restarts,
            fall(worker)
        };
    }

    private String fall(JsonObject worker) {
        if (worker.get("last_fall") == null || !worker.get("last_fall").isJsonObject()) {
            return "-";
        }
        JsonObject fall = worker.getAsJsonObject("last_fall");
        String by = Json.stringOrNull(fall, "by");
        String at = Json.stringOrNull(fall, "at");
        return Json.stringOrNull(fall, "cause")
                + ("us".equals(by) ? " (asked by us)" : "")
                + (at == null ? "" : ", " + since(at) + " ago")
                + (Json.stringOrNull(fall, "pid") == null
                        ? ""
                        : ", after running " + Json.stringOrNull(fall, "ran_for"));
    }

    private String details(JsonObject worker) throws BadJson {
        List<String[]> rows = new ArrayList<>();
        String pid = Json.stringOrNull(worker, "pid");
        if (pid != null) {
            long number = Long.parseLong(pid);
            add(
                    rows,
                    "session",
                    pid + ", terminal " + ProcessPlace.terminal(number).orElse("none"));
            add(rows, "directory", ProcessPlace.directory(number).orElse(null));
        }
        String next = Json.stringOrNull(worker, "next_attempt");
        add(rows, "next start", next == null ? null : "in " + until(next));
        add(rows, "output", output(Json.stringOrNull(worker, "log"), pid != null));
        add(rows, "command", Words.quoted(Json.strings(worker, "command")));
        List<String> running = Json.strings(worker, "running_command");
        if (!running.isEmpty()) {
            add(rows, "but runs", Words.quoted(running) + " (until its next start)");
        }
        return Columns.of(rows);
    }

    private static @Nullable String output(@Nullable String log, boolean running) {
        boolean deleted = running && log != null && !Files.exists(Path.of(log));
        return deleted ? log + " (deleted: lost until the worker's next start)" : log;
    }

    private static void add(List<String[]> rows, String label, @Nullable String value) {
        if (value != null) {
            rows.add(new String[] {"  " + label, value});
        }
    }

    private String since(String instant) {
        return format(Duration.between(Instant.parse(instant), now));
    }

    private String until(String instant) {
        return format(Duration.between(now, Instant.parse(instant)));
    }

    private static String format(Duration duration) {
        return Durations.format(duration.isNegative() ? Duration.ZERO : duration);
    }

    private String coloured(String text) {
        if (!colours) {
            return text;
        }
        return text.replace(" RUNNING ", " \033[32mRUNNING\033[0m ")
                .replace(" BACKOFF ", " \033[33mBACKOFF\033[0m ")
                .replace(" FAILED ", " \033[31mFAILED\033[0m ");
    }
}
