package io.ottugi.it.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of {@code docs/status.md}, against which every status that a test takes is held: a
 * member that no row has fails the test.
 */
final class DocumentedStatus {
    private static final Path DOCUMENT = Path.of("..", "docs", "status.md");
    private static final Pattern NAME = Pattern.compile("`([a-z\\[\\]]*)\\.([a-z_]+)[a-z_.]*`");

    private static final Set<String> MEMBERS = members();

    private DocumentedStatus() {}

    /** Refuses a status with a member that is not in the table. */
    static void check(JsonObject status) {
        Set<String> unknown = new TreeSet<>();
        collect("supervisor", status.get("supervisor"), unknown);
        if (status.has("workers")) {
            status.getAsJsonArray("workers")
                    .forEach(worker -> collect("workers[]", worker, unknown));
        }
        unknown.removeAll(MEMBERS);
        if (!unknown.isEmpty()) {
            throw new AssertionError("not in the table of " + DOCUMENT + ": " + unknown);
        }
    }

    private static void collect(String of, JsonElement object, Set<String> names) {
        if (object instanceof JsonObject json) {
            json.keySet().forEach(name -> names.add(of + "." + name));
        }
    }

    /** The first cells; a name that begins with a dot is of the object named before it. */
    private static Set<String> members() {
        Set<String> members = new TreeSet<>();
        try {
            String text = Files.readString(DOCUMENT);
            text.substring(text.indexOf("| member | meaning |"), text.indexOf("\n## Why"))
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(0, line.indexOf(" | ", 2)))
                    .forEach(cell -> addTo(members, cell));
            return members;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void addTo(Set<String> members, String cell) {
        Matcher name = NAME.matcher(cell);
        String of = "";
        while (name.find()) {
            of = name.group(1).isEmpty() ? of : name.group(1);
            members.add(of + "." + name.group(2));
        }
    }
}
