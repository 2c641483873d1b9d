package io.ottugi.supervisor.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path directory;

    @Test
    void halfALineSwallowsNoEvent() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Files.writeString(file, "{\"event\":\"whole\"}\n{\"event\":\"ha");
        EventRecord record = new EventRecord(file, () -> NOW);
        record.append(EventKind.STARTING, new EventFields());
        record.append(EventKind.RUNNING, new EventFields());
        List<String> lines = Files.readAllLines(file);
        assertEquals(4, lines.size(), lines::toString);
        assertEquals("starting", event(lines.get(2)));
        assertEquals("running", event(lines.get(3)));
    }

    @Test
    void aNewRecordBeginsWithItsFirstEvent() throws IOException {
        Path file = directory.resolve("events.jsonl");
        new EventRecord(file, () -> NOW).append(EventKind.STARTING, new EventFields());
        new EventRecord(file, () -> NOW).append(EventKind.RUNNING, new EventFields());
        assertEquals(2, Files.readAllLines(file).size());
    }

    private static String event(String line) throws Json.BadJson {
        return Json.string(Json.object(line), "event");
    }
}
