package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Nearest;
import io.ottugi.supervisor.config.value.Scope;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** A file's tables, each read key by key; nothing is compared with anything else yet. */
final class Document {
    private static final String SUPERVISOR = "supervisor";
    private static final String WORKER = "worker";
    private static final String COMMAND = "command";

    private final Path base;
    private final Mistakes mistakes;
    private final Map<String, TableReader> workers = new LinkedHashMap<>();
    private final Map<String, Origin> places = new LinkedHashMap<>();
    private final TableReader supervisor;

    private Document(Path base, Mistakes mistakes) {
        this.base = base;
        this.mistakes = mistakes;
        this.supervisor = new TableReader(Scope.SUPERVISOR, SUPERVISOR, base, mistakes);
    }

    /** Reads as much as can be read; the rest is told. */
    static Document read(String text, Path base, Mistakes mistakes) {
        Document document = new Document(base, mistakes);
        TomlParseResult parsed = Toml.parse(text, TomlVersion.V1_1_0);
        List<String> lines = text.lines().toList();
        parsed.errors().forEach(e -> syntax(e, lines, mistakes));
        boolean whole = mistakes.isEmpty();
        document.tables(parsed);
        if (whole) {
            document.missing();
        }
        return document;
    }

    /** When the head of a table is wrong, its keys seem to be of the one before. */
    private static void syntax(TomlParseError e, List<String> lines, Mistakes mistakes) {
        Origin place = Mistakes.origin(e.position());
        mistakes.add(place, lowerFirst(String.valueOf(e.getMessage())));
        int index = place.line() - 1;
        if (index >= lines.size() || lines.get(index).stripLeading().startsWith("[")) {
            mistakes.misplacedFrom(place.line());
        }
    }

    TableReader supervisor() {
        return supervisor;
    }

    /** By name, in the order of the file. */
    Map<String, TableReader> workers() {
        return workers;
    }

    /** Where a worker's table begins. */
    Origin placeOf(String worker) {
        return places.getOrDefault(worker, Origin.FILE);
    }

    private void tables(TomlTable root) {
        for (String name : root.keySet()) {
            Object value = root.get(List.of(name));
            Origin place = Mistakes.origin(root.inputPositionOf(List.of(name)));
            if (name.equals(SUPERVISOR) && value instanceof TomlTable table) {
                supervisor.read(table);
            } else if (name.equals(WORKER) && value instanceof TomlTable table) {
                workers(table);
            } else {
                mistakes.addStray(place, notThere(name, value));
            }
        }
    }

    private static String notThere(String name, @Nullable Object value) {
        if (name.equals(SUPERVISOR) || name.equals(WORKER)) {
            return name
                    + ": expected a table, ["
                    + (name.equals(WORKER) ? "worker.NAME" : SUPERVISOR)
                    + "], found "
                    + Texts.inWords(value);
        }
        if (!(value instanceof TomlTable table)) {
            return "'"
                    + name
                    + "' stands in no table; expected [supervisor] or [worker.NAME] above";
        }
        String hint =
                table.contains(List.of(COMMAND))
                        ? "; if it is a worker, write [worker." + name + "]"
                        : Nearest.slip(name, List.of(SUPERVISOR, WORKER))
                                .map(near -> "; the nearest is '" + near + "'")
                                .orElse("");
        return "there is no table '" + name + "', only [supervisor] and [worker.NAME]" + hint;
    }

    private void workers(TomlTable table) {
        for (String name : table.keySet()) {
            Origin place = Mistakes.origin(table.inputPositionOf(List.of(name)));
            if (table.get(List.of(name)) instanceof TomlTable worker) {
                worker(name, worker, place);
            } else {
                mistakes.add(
                        place, "worker: '" + name + "' belongs to no worker; write [worker.NAME]");
            }
        }
    }

    private void worker(String name, TomlTable table, Origin place) {
        try {
            InstanceName.parse(name);
        } catch (BadSetting e) {
            mistakes.add(place, "worker: " + e.getMessage());
        }
        TableReader reader = new TableReader(Scope.WORKER, WORKER + "." + name, base, mistakes);
        reader.read(table);
        workers.put(name, reader);
        places.put(name, place);
    }

    /** Not asked of a file that could be parsed only in part. */
    private void missing() {
        workers.forEach(
                (name, reader) -> {
                    if (!reader.origins().containsKey(COMMAND)) {
                        mistakes.add(
                                placeOf(name),
                                "worker."
                                        + name
                                        + ": there is no command; write command = [\"PROGRAM\","
                                        + " \"ARGUMENT\"]");
                    }
                });
        if (workers.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(
                    Origin.FILE,
                    "there is no worker in it; write [worker.NAME] with command = [\"PROGRAM\","
                            + " \"ARGUMENT\"]");
        }
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
