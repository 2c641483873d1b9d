package io.ottugi.supervisor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Desired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators asked for: written once a request, and what could not be is told and tried again.
 */
class WishesTest {
    private static final long LATER = 3_000_000_000L;

    @TempDir Path directory;
    private final List<String> complaints = new ArrayList<>();

    @Test
    void whatCannotBeWrittenIsToldAndWrittenWhenThereIsRoom() throws Exception {
        Path place = Files.createFile(directory.resolve("place"));
        Path file = place.resolve("wishes.json");
        Wishes wishes = read(file);
        complaints.clear();
        assertEquals(Optional.empty(), wishes.keep(0));
        wishes.wish(worker(), Desired.DOWN);
        assertTrue(wishes.keep(0).orElseThrow().contains("a next supervisor would not know it"));
        assertEquals(1, complaints.size());
        Files.delete(place);
        Files.createDirectory(place);
        wishes.keepLate(1);
        assertTrue(wishes.notKept().isPresent());
        assertTrue(wishes.wakeAt() <= LATER);
        wishes.keepLate(LATER);
        assertEquals(Optional.empty(), wishes.notKept());
        assertEquals(Long.MAX_VALUE, wishes.wakeAt());
        assertEquals(Optional.of(Desired.DOWN), read(file).of(worker().name()));
    }

    @Test
    void aRequestIsOneWrite() throws Exception {
        Path file = directory.resolve("wishes.json");
        Wishes wishes = read(file);
        wishes.wish(worker(), Desired.DOWN);
        assertFalse(Files.exists(file));
        wishes.keep(0);
        Object written = inode(file);
        wishes.wish(worker(), Desired.DOWN);
        wishes.keep(0);
        assertEquals(written, inode(file));
        assertEquals(List.of(), complaints);
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private Wishes read(Path file) {
        return Wishes.read(file, complaints::add);
    }

    private static WorkerSpec worker() throws BadSetting {
        return Plan.single(InstanceName.DEFAULT, Settings.none(), List.of("x")).specs().get(0);
    }
}
