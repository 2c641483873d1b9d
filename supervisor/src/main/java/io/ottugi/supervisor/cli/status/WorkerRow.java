package io.ottugi.supervisor.cli.status;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.cli.why.Causes;
import io.ottugi.supervisor.cli.why.Instability;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.events.EndedBy;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A worker in a line of the status. */
final class WorkerRow {
    static final String[] HEADING = {
        "WORKER", "STATE", "PID", "UPTIME", "RESTARTS", "MEMORY", "CPU", "LAST FALL"
    };

    /** CPU, MEMORY and RESTARTS, each where it stands when those before it are gone. */
    private static final List<Integer> LEAST_FIRST = List.of(6, 5, 4);

    private final JsonObject worker;
    private final Instant now;

    WorkerRow(JsonObject worker, Instant now) {
        this.worker = worker;
        this.now = now;
    }

    String[] cells() throws BadJson {
        String adopted = Json.flag(worker, "adopted") ? " (adopted)" : "";
        String running = Json.stringOrNull(worker, "running_since");
        return new String[] {
            Json.string(worker, "name"),
            Json.string(worker, "state")
                    + Instability.of(worker).map(it -> ", unstable: " + it.words(now)).orElse("")
                    + adopted,
            orDash(Json.stringOrNull(worker, "pid")),
            running == null ? "-" : since(running, now),
            orDash(Json.stringOrNull(worker, "restarts")),
            memory(),
            cpu(),
            remark()
        };
    }

    /** The rows without what is of least interest, as far as a line has no room for it. */
    static List<String[]> thatFit(List<String[]> rows, int width) {
        List<String[]> fitting = rows;
        for (int column : LEAST_FIRST) {
            if (Columns.widthOfAllButLast(fitting) > width) {
                fitting = fitting.stream().map(row -> without(row, column)).toList();
            }
        }
        return fitting;
    }

    private static String[] without(String[] row, int column) {
        List<String> cells = new ArrayList<>(List.of(row));
        cells.remove(column);
        return cells.toArray(new String[0]);
    }

    private String memory() {
        boolean measured = worker.has("memory") && worker.get("memory").isJsonObject();
        String bytes =
                measured ? Json.stringOrNull(worker.getAsJsonObject("memory"), "pss_bytes") : null;
        return bytes == null ? "-" : Sizes.brief(Long.parseLong(bytes));
    }

    private String cpu() {
        String percent = Json.stringOrNull(worker, "cpu_percent");
        String seconds = Json.stringOrNull(worker, "cpu_seconds");
        if (percent != null) {
            return percent + "%";
        }
        return seconds == null
                ? "-"
                : Durations.format(
                        Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000)));
    }

    /** Why it last fell, and what comes next; a dash if there is nothing to say. */
    private String remark() throws BadJson {
        List<String> remarks = new ArrayList<>();
        fall(remarks);
        String next = Json.stringOrNull(worker, "next_attempt");
        if (next != null) {
            Duration wait = Duration.between(now, Instant.parse(next));
            remarks.add(wait.toMillis() > 0 ? "next start in " + format(wait) : "next start now");
        }
        String kill = Json.stringOrNull(worker, "kill_at");
        if (kill != null) {
            remarks.add(killed(Duration.between(now, Instant.parse(kill))));
        }
        List<String> waitingFor = Json.strings(worker, "waiting_for");
        if (!waitingFor.isEmpty()) {
            remarks.add("waits for " + String.join(", ", waitingFor));
        }
        givenUp(remarks, String.valueOf(Json.stringOrNull(worker, "given_up")));
        if (Json.flag(worker, "by_hand") && "down".equals(Json.stringOrNull(worker, "wanted"))) {
            remarks.add("stopped by hand");
        }
        earlierSettings(worker).ifPresent(remarks::add);
        return remarks.isEmpty() ? "-" : String.join("; ", remarks);
    }

    private String killed(Duration rest) throws BadJson {
        if (worker.get("signals_refused") instanceof JsonObject refused
                && "KILL".equals(Json.stringOrNull(refused, "signal"))) {
            return "KILL is not permitted";
        }
        return rest.toMillis() > 0
                ? "is killed in " + format(rest) + " unless it ends before"
                : "is killed now";
    }

    /** Tells that it runs otherwise than it is configured by now, if so. */
    static Optional<String> earlierSettings(JsonObject worker) throws BadJson {
        List<String> others = Json.strings(worker, "earlier_settings");
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("runs with earlier settings (" + String.join(", ", others) + ")");
    }

    private void fall(List<String> remarks) {
        if (worker.get("last_fall") == null || !worker.get("last_fall").isJsonObject()) {
            return;
        }
        JsonObject fall = worker.getAsJsonObject("last_fall");
        String by = Json.stringOrNull(fall, "by");
        String at = Json.stringOrNull(fall, "at");
        String cause = String.valueOf(Json.stringOrNull(fall, "cause"));
        String finding = String.valueOf(Json.stringOrNull(fall, "finding"));
        String brief = Causes.brief(cause, finding);
        boolean asked = EndedBy.US.is(by) && brief.equals(cause);
        remarks.add(
                brief
                        + (asked ? " (asked by us)" : "")
                        + (at == null ? "" : ", " + since(at, now) + " ago")
                        + (Json.stringOrNull(fall, "pid") == null
                                ? ""
                                : ", after running " + Json.stringOrNull(fall, "ran_for")));
    }

    private static void givenUp(List<String> remarks, String why) {
        switch (why) {
            case "limit" -> remarks.add("given up: it fell too often");
            case "cause" -> remarks.add("not tried again until something changes");
            default -> {}
        }
    }

    static String since(String instant, Instant now) {
        return format(Duration.between(Instant.parse(instant), now));
    }

    private static String format(Duration duration) {
        return Durations.format(duration.isNegative() ? Duration.ZERO : duration);
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
