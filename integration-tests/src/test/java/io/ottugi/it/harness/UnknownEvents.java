package io.ottugi.it.harness;

import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Events in the records of a test's supervisors that the list of events does not have, or that have
 * members which it does not give them. What real processes bring about shows here whether the list,
 * and so the documentation, is complete.
 */
final class UnknownEvents {
    private UnknownEvents() {}

    /** One line for each kind of event or member that is not in the list. */
    static List<String> below(Path home) {
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(home, 4)) {
            for (Path file : files.filter(UnknownEvents::isRecord).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                text.lines().forEach(line -> check(line, unknown));
            }
        } catch (IOException | UncheckedIOException gone) {
            // A test may have removed the place, or given it to another user.
        }
        return List.copyOf(unknown);
    }

    private static boolean isRecord(Path file) {
        return file.getFileName().toString().startsWith("events.jsonl")
                && Files.isRegularFile(file);
    }

    private static void check(String line, Set<String> unknown) {
        try {
            RecordedEvent event = RecordedEvent.parse(line);
            if (event.kind().isEmpty()) {
                unknown.add("event " + event.name());
            } else {
                event.unknownMembers()
                        .forEach(member -> unknown.add("event " + event.name() + ": " + member));
            }
        } catch (BadJson damaged) {
            // Tests of damaged records write such lines.
        }
    }
}
