package io.ottugi.supervisor.cli.status;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.cli.base.FullDisks;
import io.ottugi.supervisor.cli.base.Screen;
import io.ottugi.supervisor.cli.base.WallClock;
import io.ottugi.supervisor.cli.why.Instability;
import io.ottugi.supervisor.cli.why.Page;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A supervisor's status for people. */
public final class StatusView {
    private static final String EVENTS_LOST =
            " events could not be written to the event record, and are lost\n";

    private final JsonObject status;
    private final Screen screen;
    private final Instant now;

    private StatusView(JsonObject status, Screen screen, Instant now) {
        this.status = status;
        this.screen = screen;
        this.now = now;
    }

    /** Of all workers, with details if there is only one. */
    public static String of(JsonObject status, Screen screen) {
        return of(status, screen, false);
    }

    /**
     * @param detailed whether somebody asked for these workers
     */
    public static String of(JsonObject status, Screen screen, boolean detailed) {
        return of(status, screen, detailed, WallClock.now());
    }

    public static String of(JsonObject status, Screen screen, boolean detailed, Instant now) {
        try {
            return new StatusView(status, screen, now).render(detailed);
        } catch (BadJson e) {
            return "the supervisor's status could not be read: " + e.getMessage() + "\n";
        }
    }

    private String render(boolean detailed) throws BadJson {
        List<JsonObject> workers = Json.objects(status, "workers");
        String heading = heading(status.getAsJsonObject("supervisor"));
        StringBuilder text = new StringBuilder(new Page(screen.width(), false).paragraph(heading));
        text.append(workers.size() > 1 ? count(workers) : "");
        List<String[]> rows = new ArrayList<>();
        rows.add(WorkerRow.HEADING);
        for (JsonObject worker : workers) {
            rows.add(new WorkerRow(worker, now).cells());
        }
        List<String> table = Columns.of(WorkerRow.thatFit(rows, screen.width()), screen.width());
        boolean details = workers.size() == 1 || detailed;
        for (int i = 0; i < table.size() && !workers.isEmpty(); i++) {
            text.append(table.get(i));
            if (i > 0) {
                JsonObject worker = workers.get(i - 1);
                text.append(details ? WorkerDetails.of(worker) : WorkerDetails.lastWords(worker));
            }
        }
        text.append(notKept());
        for (JsonObject worker : workers) {
            String disk = Json.stringOrNull(worker, FullDisks.MEMBER);
            text.append(disk == null ? "" : Json.string(worker, "name") + ": " + disk + "\n");
            String trouble = Json.stringOrNull(worker, "log_trouble");
            text.append(
                    trouble == null
                            ? ""
                            : Json.string(worker, "name") + ": its log: " + trouble + "\n");
            if (worker.get("signals_refused") instanceof JsonObject refused) {
                text.append(Json.string(worker, "name"))
                        .append(": ")
                        .append(Json.string(refused, "sentence"))
                        .append(" (refused ")
                        .append(Json.number(refused, "count"))
                        .append(" times)\n");
            }
        }
        return coloured(text.toString());
    }

    /** What the supervisor cannot keep on disk, a line each. */
    private String notKept() {
        JsonObject supervisor = status.getAsJsonObject("supervisor");
        String notKept = Json.stringOrNull(supervisor, "not_kept");
        String full = Json.stringOrNull(supervisor, FullDisks.MEMBER);
        String lost = Json.stringOrNull(supervisor, "events_lost");
        return (notKept == null ? "" : notKept + "\n")
                + (full == null ? "" : full + "\n")
                + (lost == null || lost.equals("0") ? "" : lost + EVENTS_LOST);
    }

    private String heading(JsonObject supervisor) throws BadJson {
        String name = Json.string(supervisor, "name");
        if (!Json.string(supervisor, "state").equals("up")) {
            return "no supervisor is up under '" + name + "'";
        }
        String terminal = Json.stringOrNull(supervisor, "terminal");
        return name
                + " is up for "
                + WorkerRow.since(Json.string(supervisor, "since"), now)
                + ": pid "
                + Json.number(supervisor, "pid")
                + ", session "
                + Json.number(supervisor, "session")
                + ", terminal "
                + (terminal == null ? "none" : terminal)
                + ", directory "
                + Json.stringOrNull(supervisor, "directory");
    }

    private static String count(List<JsonObject> workers) throws BadJson {
        Map<String, Integer> states = new TreeMap<>();
        for (JsonObject worker : workers) {
            boolean unstable = Instability.of(worker).isPresent();
            String state = Json.string(worker, "state") + (unstable ? " but unstable" : "");
            states.merge(state, 1, Integer::sum);
        }
        List<String> parts = new ArrayList<>();
        states.forEach((state, count) -> parts.add(count + " " + state));
        return workers.size() + " workers: " + String.join(", ", parts) + "\n";
    }

    private String coloured(String text) {
        if (!screen.colours()) {
            return text;
        }
        return text.replace("  RUNNING ", "  \033[32mRUNNING\033[0m ")
                .replace("  RUNNING, unstable", "  \033[33mRUNNING, unstable\033[0m")
                .replace("  WAITING ", "  \033[33mWAITING\033[0m ")
                .replace("  BACKOFF ", "  \033[33mBACKOFF\033[0m ")
                .replace("  FAILED ", "  \033[31mFAILED\033[0m ");
    }
}
