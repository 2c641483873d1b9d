package io.ottugi.supervisor.events;

import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes that the event record names as the first ones of workers, and when it did so last.
 * A process that is as old as that, and has the number, is the one that was named: no two processes
 * have one number at one time. The file is read when it is asked for the first time.
 */
public final class FirstProcesses {
    private static final List<EventKind> NAMING = List.of(EventKind.RUNNING, EventKind.ADOPTED);

    /** The largest correction of the time of day since then that is reckoned with. */
    private static final Duration CORRECTION = Duration.ofSeconds(5);

    private final Path file;
    private @Nullable Map<Numbered, Instant> named;

    private record Numbered(String worker, long pid) {}

    /**
     * @param file the event record, whether or not it is there
     */
    public FirstProcesses(Path file) {
        this.file = file;
    }

    /** Tells whether the process of this number that began then was named as a worker's first. */
    public boolean isNamed(String worker, long pid, Instant startedAt) {
        Map<Numbered, Instant> known = named;
        if (known == null) {
            known = read();
            named = known;
        }
        Instant at = known.get(new Numbered(worker, pid));
        return at != null && !at.isBefore(startedAt.minus(CORRECTION));
    }

    private Map<Numbered, Instant> read() {
        Map<Numbered, Instant> found = new HashMap<>();
        for (Path part : List.of(EventRecord.predecessor(file), file)) {
            try (Stream<String> lines = Files.lines(part, StandardCharsets.ISO_8859_1)) {
                lines.filter(FirstProcesses::mayName).forEach(line -> add(found, line));
            } catch (IOException | UncheckedIOException e) {
                // What is not there, or cannot be read, names none.
            }
        }
        return found;
    }

    /** Spares the parsing of most lines. */
    private static boolean mayName(String line) {
        return NAMING.stream().anyMatch(kind -> line.contains('"' + kind.label() + '"'));
    }

    private static void add(Map<Numbered, Instant> found, String line) {
        try {
            RecordedEvent event = RecordedEvent.parse(line);
            Instant at = event.at();
            String worker = event.worker();
            boolean names = NAMING.stream().anyMatch(event::is) && event.has(EventField.PID);
            if (names && at != null && worker != null) {
                found.put(new Numbered(worker, event.number(EventField.PID)), at);
            }
        } catch (BadJson e) {
            // Half a line, as a killed supervisor leaves it.
        }
    }
}
