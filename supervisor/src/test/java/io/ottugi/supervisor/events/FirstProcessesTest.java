package io.ottugi.supervisor.events;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstProcessesTest {
    private static final Instant TOLD = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir Path directory;

    @Test
    void whoBeganBeforeItWasNamedIsTheOneThatWasNamed() throws IOException {
        FirstProcesses first = recorded(event(EventKind.RUNNING, "web", 7));
        assertTrue(first.isNamed("web", 7, TOLD.minusSeconds(1)));
        assertTrue(first.isNamed("web", 7, TOLD.plusSeconds(4)), "a corrected clock");
        assertFalse(first.isNamed("web", 7, TOLD.plusSeconds(6)), "the number is used again");
        assertFalse(first.isNamed("web", 8, TOLD.minusSeconds(1)));
        assertFalse(first.isNamed("db", 7, TOLD.minusSeconds(1)));
    }

    @Test
    void onlyStartsAndTakeOversName() throws IOException {
        assertTrue(recorded(event(EventKind.ADOPTED, "web", 7)).isNamed("web", 7, TOLD));
        for (EventKind other : new EventKind[] {EventKind.SIGNAL_REFUSED, EventKind.STOPPED}) {
            assertFalse(recorded(event(other, "web", 7)).isNamed("web", 7, TOLD));
        }
    }

    @Test
    void theOlderHalfNamesTooAndDamagedLinesNameNone() throws IOException {
        Path file = directory.resolve("events.jsonl");
        Files.writeString(EventRecord.predecessor(file), event(EventKind.RUNNING, "web", 7) + "\n");
        Files.writeString(
                file, "{\"event\":\"running\",\"pi\n" + event(EventKind.RUNNING, "db", 8));
        FirstProcesses first = new FirstProcesses(file);
        assertTrue(first.isNamed("web", 7, TOLD));
        assertTrue(first.isNamed("db", 8, TOLD));
    }

    @Test
    void withoutAFileNoneIsNamed() {
        assertFalse(new FirstProcesses(directory.resolve("none")).isNamed("web", 7, TOLD));
    }

    private FirstProcesses recorded(String line) throws IOException {
        return new FirstProcesses(
                Files.writeString(directory.resolve("events.jsonl"), line + "\n"));
    }

    private static String event(EventKind kind, String worker, long pid) {
        return "{\"at\":\"%s\",\"event\":\"%s\",\"worker\":\"%s\",\"generation\":1,\"pid\":%d}"
                .formatted(TOLD, kind.label(), worker, pid);
    }
}
