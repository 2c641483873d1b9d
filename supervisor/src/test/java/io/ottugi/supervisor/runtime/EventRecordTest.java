package io.ottugi.supervisor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecordTest {
    @TempDir Path directory;

    @Test
    void halfALineSwallowsNoEvent() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Files.writeString(file, "{\"event\":\"whole\"}\n{\"event\":\"ha");
        EventRecord record = new EventRecord(file, Clock.system());
        record.append("first", new JsonObject());
        record.append("second", new JsonObject());
        List<String> lines = Files.readAllLines(file);
        assertEquals(4, lines.size(), lines::toString);
        assertEquals("first", event(lines.get(2)));
        assertEquals("second", event(lines.get(3)));
    }

    @Test
    void aNewRecordBeginsWithItsFirstEvent() throws IOException {
        Path file = directory.resolve("events.jsonl");
        new EventRecord(file, Clock.system()).append("first", new JsonObject());
        new EventRecord(file, Clock.system()).append("second", new JsonObject());
        assertEquals(2, Files.readAllLines(file).size());
    }

    private static String event(String line) throws Json.BadJson {
        return Json.string(Json.object(line), "event");
    }
}
