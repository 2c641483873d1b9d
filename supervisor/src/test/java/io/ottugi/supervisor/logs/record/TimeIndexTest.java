package io.ottugi.supervisor.logs.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.logs.record.TimeIndex.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeIndexTest {
    @TempDir(factory = InMemory.class)
    Path directory;

    private Path file;
    private TimeIndex index;

    @BeforeEach
    void makeIndex() {
        file = directory.resolve("web.times");
        index = new TimeIndex(file);
    }

    private long at(long millis) throws IOException {
        return index.positionAt(Instant.ofEpochMilli(millis));
    }

    @Test
    void whatWasWrittenLaterIsAfterItsPosition() throws IOException {
        assertEquals(-1, at(1000));
        index.append(new Entry(1000, 10));
        index.append(new Entry(2000, 20));
        index.append(new Entry(5000, 50));
        assertEquals(-1, at(999));
        assertEquals(10, at(1000));
        assertEquals(10, at(1999));
        assertEquals(20, at(4999));
        assertEquals(50, at(100_000));
    }

    @Test
    void tornLineIsNone() throws IOException {
        index.append(new Entry(1000, 10));
        Files.writeString(file, "2000 2", StandardOpenOption.APPEND);
        assertEquals(List.of(new Entry(1000, 10)), index.entries());
        index.append(new Entry(3000, 30));
        assertEquals(30, at(3000));
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
        index.append(new Entry(4000, 40));
        assertEquals(40, at(4000));
    }

    @Test
    void clockThatWasSetBackDoesNotConfuse() throws IOException {
        index.append(new Entry(5000, 10));
        index.append(new Entry(1000, 20));
        index.append(new Entry(6000, 30));
        assertEquals(20, at(5500));
        assertEquals(-1, at(4000));
    }

    @Test
    void prunedButForTheLineBefore() throws IOException {
        for (int i = 1; i <= 5; i++) {
            index.append(new Entry(i * 1000L, i * 10L));
        }
        index.prune(35);
        assertEquals(30, index.entries().get(0).position());
        assertEquals(40, at(4500));
        index.prune(1000);
        assertEquals(List.of(new Entry(5000, 50)), index.entries());
    }

    @Test
    void growsCoarserInsteadOfLarger() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; lines.length() <= 1024 * 1024; i++) {
            lines.append(1_700_000_000_000L + i * 1000L).append(' ').append(i * 100L).append('\n');
        }
        Files.writeString(file, lines);
        int before = index.entries().size();
        Entry last = index.entries().get(before - 1);
        Entry next = new Entry(last.millis() + 1000, last.position() + 100);
        index.append(next);
        List<Entry> after = index.entries();
        assertTrue(after.size() < before * 2 / 3, before + " became " + after.size());
        assertEquals(next, after.get(after.size() - 1));
        assertEquals(last, after.get(after.size() - 2));
        assertEquals(0, after.get(0).position());
    }
}
