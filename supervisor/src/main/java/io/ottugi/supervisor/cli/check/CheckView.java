package io.ottugi.supervisor.cli.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.toml.Mistake;
import io.ottugi.supervisor.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What {@code check} says, for people and as JSON; the latter is described in docs/. */
final class CheckView {
    private CheckView() {}

    static String of(PlanSource.Found found, Resolved resolved) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"[supervisor]"});
        add(rows, resolved.supervisor());
        for (Definition worker : found.plan().workers()) {
            rows.add(new String[] {});
            rows.add(new String[] {"[worker." + worker.name() + "]"});
            add(rows, resolved.worker(worker));
        }
        return Columns.of(rows);
    }

    /** Such as {@code ok: 10 workers}; instances are counted one by one, as in the status. */
    static String verdict(PlanSource.Found found, int problems) {
        int workers =
                found.plan().workers().stream()
                        .mapToInt(worker -> worker.instances().orElse(1))
                        .sum();
        String of = workers == 1 ? "1 worker" : workers + " workers";
        return problems == 0
                ? "ok: " + of
                : "not ok: " + problems + (problems == 1 ? " problem, " : " problems, ") + of;
    }

    private static void add(List<String[]> rows, List<Resolved.Entry> entries) {
        for (Resolved.Entry entry : entries) {
            String value = entry.value().replaceAll("\\p{Cntrl}", "?");
            rows.add(new String[] {entry.key(), value, entry.origin()});
        }
    }

    static JsonObject json(
            PlanSource.Found found,
            Resolved resolved,
            List<FileCheck.Problem> problems,
            List<String> notes) {
        JsonObject json = json(found.file().shown(), problems.isEmpty());
        json.add("mistakes", new JsonArray());
        json.add("supervisor", entries(resolved.supervisor()));
        JsonArray workers = new JsonArray();
        for (Definition worker : found.plan().workers()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", worker.name());
            one.add("command", Json.array(worker.command()));
            one.addProperty("instances", worker.instances().orElse(null));
            one.add("settings", entries(resolved.worker(worker)));
            workers.add(one);
        }
        json.add("workers", workers);
        JsonArray hindrances = new JsonArray();
        for (FileCheck.Problem problem : problems) {
            JsonObject one = new JsonObject();
            one.addProperty("origin", problem.place());
            one.addProperty("worker", problem.worker());
            one.addProperty("key", problem.key());
            one.addProperty("message", problem.message());
            hindrances.add(one);
        }
        json.add("problems", hindrances);
        json.add("notes", Json.array(notes));
        return json;
    }

    static JsonObject json(String file, List<Mistake> mistakes) {
        JsonObject json = json(file, false);
        JsonArray all = new JsonArray();
        for (Mistake mistake : mistakes) {
            boolean placed = mistake.place().line() > 0;
            JsonObject one = new JsonObject();
            one.addProperty("origin", mistake.place().in(file));
            one.addProperty("line", placed ? mistake.place().line() : null);
            one.addProperty("column", placed ? mistake.place().column() : null);
            one.addProperty("message", mistake.message());
            all.add(one);
        }
        json.add("mistakes", all);
        return json;
    }

    private static JsonObject json(String file, boolean right) {
        JsonObject json = new JsonObject();
        json.addProperty("version", 1);
        json.addProperty("file", file);
        json.addProperty("ok", right);
        return json;
    }

    private static JsonArray entries(List<Resolved.Entry> entries) {
        JsonArray all = new JsonArray();
        for (Resolved.Entry entry : entries) {
            JsonObject one = new JsonObject();
            one.addProperty("key", entry.key());
            one.addProperty("value", entry.value());
            one.addProperty("origin", entry.origin());
            all.add(one);
        }
        return all;
    }
}
