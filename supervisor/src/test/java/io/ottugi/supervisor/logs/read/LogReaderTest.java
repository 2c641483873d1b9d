package io.ottugi.supervisor.logs.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.InMemory;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {
    @TempDir(factory = InMemory.class)
    Path directory;

    private FakeLog log;
    private final List<Long> gone = new ArrayList<>();

    /** How much the racing reader has read. */
    private final AtomicLong seen = new AtomicLong();

    @BeforeEach
    void makeLog() throws IOException {
        log = new FakeLog(directory);
    }

    private LogReader reader() throws IOException {
        return new LogReader(log.place, gone::add);
    }

    private static String rest(LogReader reader) throws IOException {
        return new String(bytes(reader), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(LogReader reader) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[7];
        for (int read = reader.read(buffer); read > 0; read = reader.read(buffer)) {
            all.write(buffer, 0, read);
        }
        return all.toByteArray();
    }

    private String written() {
        return log.written.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void archivesAndLiveFileAreOneStream() throws IOException {
        log.write("one two three four five six seven ");
        log.rotate(10);
        log.rotate(8);
        log.compress(log.archives().get(0));
        try (LogReader reader = reader()) {
            assertEquals(0, reader.begin());
            assertEquals(log.end(), reader.end());
            assertEquals(written(), rest(reader));
            log.write("eight ");
            log.rotate(9);
            log.write("nine");
            assertEquals("eight nine", rest(reader));
            assertEquals(log.end(), reader.position());
            for (int from = 0; from <= log.end(); from++) {
                reader.seek(from);
                assertEquals(written().substring(from), rest(reader));
            }
        }
        assertEquals(List.of(), gone);
    }

    @Test
    void withoutRecordArchivesAreFound() throws IOException {
        log.write("one two three four five six seven");
        log.rotate(10);
        log.rotate(8);
        log.compress(log.archives().get(0));
        Files.delete(log.place.state());
        Files.createFile(log.place.live().resolveSibling("web.log.000009.part"));
        Files.createFile(log.place.live().resolveSibling("web.log.1"));
        try (LogReader reader = reader()) {
            assertEquals(-18, reader.begin());
            assertEquals(written(), rest(reader));
        }
    }

    /** A worker that wrote to another file until now goes on with its positions in this one. */
    @ParameterizedTest
    @ValueSource(strings = {"", "old "})
    void aFileOfWhichTheFirstRecordComesLaterIsReadOnWithoutAGap(String there) throws IOException {
        Path live = log.place.live();
        Files.delete(live);
        if (!there.isEmpty()) {
            Files.writeString(live, there);
        }
        try (LogReader reader = reader()) {
            reader.seek(reader.end());
            Files.writeString(live, "new", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            log.beginAnew(351);
            assertEquals("new", rest(reader));
            assertEquals(351 + there.length() + 3, reader.position());
            assertEquals(List.of(), gone);
        }
    }

    @Test
    void removedArchivesAreTold() throws IOException {
        log.write("0123456789abcdefghij");
        log.rotate(5);
        log.rotate(5);
        log.rotate(5);
        try (LogReader reader = reader()) {
            byte[] two = new byte[2];
            assertEquals(2, reader.read(two));
            log.remove(log.archives().get(0));
            log.remove(log.archives().get(0));
            // The rest of the first one is still held open.
            assertEquals("abcdefghij", rest(reader));
            assertEquals(List.of(8L), gone);
        }
        Files.delete(log.archives().get(0).plain(log.place.live()));
        try (LogReader reader = reader()) {
            assertEquals("fghij", rest(reader));
            assertEquals(List.of(8L, 5L), gone);
        }
    }

    @Test
    void damagedArchiveIsReadAsFarAsItGoes() throws IOException {
        log.write("0123456789".repeat(100));
        log.rotate(500);
        log.compress(log.archives().get(0));
        Path packed = log.archives().get(0).compressed(log.place.live());
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (LogReader reader = reader()) {
            String all = rest(reader);
            assertEquals(1000, all.length() + gone.stream().mapToLong(n -> n).sum());
            assertEquals("0123456789".repeat(50), all.substring(all.length() - 500));
        }
    }

    @Test
    void truncatedByOthers() throws IOException {
        log.publish(null);
        log.write("first ");
        try (LogReader reader = reader()) {
            assertEquals("first ", rest(reader));
            truncate("new");
            assertEquals("new", rest(reader));
            log.beginAnew(6);
            assertEquals("", rest(reader));
            assertEquals(9, reader.position());
            Files.writeString(log.place.live(), " more", StandardOpenOption.APPEND);
            assertEquals(" more", rest(reader));
            log.rotate(3);
            assertEquals("", rest(reader));
            assertEquals(14, reader.position());
        }
        assertEquals(List.of(), gone);
    }

    @Test
    void truncationIsTakenFromTheRecord() throws IOException {
        log.publish(null);
        log.write("first ");
        try (LogReader reader = reader()) {
            assertEquals("first ", rest(reader));
            truncate("longer than before");
            log.beginAnew(6);
            assertEquals("longer than before", rest(reader));
            truncate("again, longer than that before");
            log.beginAnew(20);
            assertEquals("again, longer than that before", rest(reader));
        }
    }

    private void truncate(String successor) throws IOException {
        Files.writeString(
                log.place.live(),
                successor,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    @Test
    void replacedFileIsReadToItsEndFirst() throws IOException {
        log.publish(null);
        log.write("first ");
        Path moved = log.place.live().resolveSibling("moved");
        try (LogReader reader = reader()) {
            assertEquals("first ", rest(reader));
            Files.move(log.place.live(), moved);
            Files.writeString(moved, "second ", StandardOpenOption.APPEND);
            Files.createFile(log.place.live());
            assertEquals("second ", rest(reader));
            Files.writeString(moved, "third ", StandardOpenOption.APPEND);
            Files.writeString(log.place.live(), "fourth ");
            assertEquals("third fourth ", rest(reader));
            log.beginAnew(6);
            assertEquals("", rest(reader));
            Files.writeString(log.place.live(), "fifth", StandardOpenOption.APPEND);
            assertEquals("fifth", rest(reader));
        }
    }

    @Test
    void replacementIsTakenFromTheRecord() throws IOException {
        log.publish(null);
        log.write("first ");
        try (LogReader reader = reader()) {
            byte[] one = new byte[1];
            assertEquals(1, reader.read(one));
            Files.move(log.place.live(), log.place.live().resolveSibling("moved"));
            Files.writeString(log.place.live(), "second");
            log.beginAnew(6);
            assertEquals("irst second", rest(reader));
            assertEquals(12, reader.position());
        }
        assertEquals(List.of(), gone);
    }

    @Test
    void recordOfAnEarlierFileCatchesUp() throws IOException {
        log.write("first ");
        log.publish(null);
        Files.move(log.place.live(), log.place.live().resolveSibling("moved"));
        Files.writeString(log.place.live(), "second ");
        try (LogReader reader = reader()) {
            assertEquals("second ", rest(reader));
            log.beginAnew(6);
            assertEquals("", rest(reader));
            assertEquals(13, reader.position());
        }
    }

    @Test
    void supervisorDeadBeforeItsCut() throws IOException {
        log.write("0123456789abcdefghij");
        PendingRotation copying = log.intend(10);
        log.copy(copying);
        try (LogReader reader = reader()) {
            assertEquals(written(), rest(reader));
        }
        log.publish(FakeLog.cutting(copying));
        try (LogReader reader = reader()) {
            assertEquals(20, reader.end());
            assertEquals(written(), rest(reader));
            log.write("more");
            assertEquals("more", rest(reader));
            log.cut(10);
            log.finish(copying);
            log.write("last");
            assertEquals("last", rest(reader));
        }
    }

    @Test
    void supervisorDeadAfterItsCut() throws IOException {
        log.write("0123456789abcdefghij");
        PendingRotation copying = log.intend(10);
        log.copy(copying);
        log.publish(FakeLog.cutting(copying));
        log.cut(10);
        try (LogReader reader = reader()) {
            assertEquals(20, reader.end());
            assertEquals(written(), rest(reader));
        }
        Files.move(Archive.part(log.place.live(), 1), Archive.plain(log.place.live(), 1));
        log.write("more");
        try (LogReader reader = reader()) {
            assertEquals(written(), rest(reader));
        }
    }

    /** Where a file can only be truncated, its rest is saved too. */
    @Test
    void supervisorDeadAfterTruncation() throws IOException {
        log.write("0123456789abcdefghij");
        PendingRotation copying = log.intend(10);
        log.copy(copying);
        log.publish(FakeLog.cutting(copying));
        Path part = Archive.part(log.place.live(), 1);
        Files.writeString(part, "abcdefghij", StandardOpenOption.APPEND);
        try (LogReader reader = reader()) {
            assertEquals(written(), rest(reader));
            log.cut(20);
            log.write("more");
            assertEquals("more", rest(reader));
            assertEquals(24, reader.end());
        }
        try (LogReader reader = reader()) {
            assertEquals(written(), rest(reader));
        }
        assertEquals(List.of(), gone);
    }

    /** Rotations, compressions and writes race a reader that is woken by nothing but itself. */
    @Test
    void nothingIsMissedOrRepeatedInARace() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        List<Throwable> failures = new ArrayList<>();
        log.publish(null);
        try (LogReader reader = reader()) {
            Thread racer = new Thread(() -> readUntil(over, reader, read, failures));
            racer.start();
            try {
                race(500, new Random(1));
            } finally {
                over.set(true);
                racer.join();
            }
        }
        assertEquals(List.of(), failures);
        assertEquals(List.of(), gone);
        assertArrayEquals(log.written.toByteArray(), read.toByteArray());
    }

    private void race(int rounds, Random random) throws IOException {
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            log.write(bytes);
            int size = (int) (log.end() - log.base());
            if (size > 4000) {
                log.rotate(1 + random.nextInt(size));
                log.compress(log.archives().get(log.archives().size() - 1));
            }
            if (log.archives().size() > 3 && log.archives().get(0).to() <= seen.get()) {
                log.remove(log.archives().get(0));
            }
        }
    }

    private void readUntil(
            AtomicBoolean over,
            LogReader reader,
            ByteArrayOutputStream read,
            List<Throwable> failures) {
        byte[] buffer = new byte[1024];
        try {
            boolean last;
            do {
                last = over.get();
                for (int n = reader.read(buffer); n > 0; n = reader.read(buffer)) {
                    read.write(buffer, 0, n);
                    seen.set(read.size());
                }
            } while (!last);
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }
}
