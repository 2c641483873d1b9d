package io.ottugi.supervisor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.fleet.OverrideStore.Scale;
import io.ottugi.supervisor.fleet.OverrideStore.Stored;
import io.ottugi.supervisor.lifecycle.Desired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of operators' overrides: its format is that of version 0.1. */
class OverrideFileTest {
    @TempDir Path directory;
    private final List<String> notes = new ArrayList<>();

    @Test
    void whatIsSavedIsLoaded() {
        OverrideFile file = file("wishes.json");
        Stored stored =
                new Stored(
                        Map.of("web:2", Desired.DOWN, "db", Desired.UP),
                        Map.of("web", new Scale(3, 1)));
        assertEquals(Stored.NOTHING, file.load());
        assertEquals(Optional.empty(), file.save(stored));
        assertTrue(file.exists());
        assertEquals(stored, file.load());
        assertEquals(List.of(), notes);
    }

    @Test
    void aFileOfTheFirstVersionIsLoaded() throws Exception {
        Files.writeString(
                directory.resolve("wishes.json"),
                """
                {"version":1,"workers":[{"name":"web","wanted":"down"}],\
                "scales":[{"name":"w","instances":2,"configured":4}]}
                """);
        Stored stored = file("wishes.json").load();
        assertEquals(Map.of("web", Desired.DOWN), stored.units());
        assertEquals(Map.of("w", new Scale(2, 4)), stored.scales());
    }

    @Test
    void aDamagedFileIsToldAndHoldsNothing() throws Exception {
        Files.writeString(directory.resolve("wishes.json"), "{\"version\":1,\"wor");
        assertEquals(Stored.NOTHING, file("wishes.json").load());
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("cannot be read"), notes::toString);
    }

    @Test
    void whyItCannotBeSavedIsTold() throws Exception {
        Files.createFile(directory.resolve("place"));
        assertTrue(file("place/wishes.json").save(Stored.NOTHING).isPresent());
    }

    private OverrideFile file(String name) {
        return new OverrideFile(directory.resolve(name), notes::add);
    }
}
