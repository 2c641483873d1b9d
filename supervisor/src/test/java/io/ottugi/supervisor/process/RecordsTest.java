package io.ottugi.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.Fingerprint;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cookies, records and stat lines, written and read again. */
class RecordsTest {
    private static final Cookie COOKIE = new Cookie("0a1b", "shop", "web:12", 7, "beef");

    private static final LogPaths LOGS = new LogPaths("/l", null);

    @TempDir Path directory;

    @Test
    void cookiesOfInstances() {
        assertEquals("0a1b/shop/web:12/7/beef", COOKIE.text());
        assertEquals(Optional.of(COOKIE), Cookie.parse(COOKIE.text()));
        assertEquals(Optional.empty(), Cookie.parse("0a1b/shop/web:12/x/beef"));
        assertEquals(Optional.empty(), Cookie.parse(""));
    }

    @Test
    void recordsOfInstances() throws Exception {
        WorkerRecords records = new WorkerRecords(directory);
        WorkerRecord record =
                new WorkerRecord(
                        new ProcessIdentity(1, 2, "boot"),
                        COOKIE,
                        List.of("a", "b"),
                        new LogPaths("/l", null),
                        new JvmFiles(Path.of("/own/hs_err.log"), null, null),
                        new Origin("/bin/a", new ProcessIdentity(3, 4, "boot"), List.of(9L, 1L)),
                        new Fingerprint(Map.of("command", "beef", "user", "1")),
                        new WorkerRecord.Done(3, Instant.parse("2026-11-22T12:00:00Z")));
        records.write(record);
        Files.writeString(directory.resolve(".web:12.json.new"), "torn");
        assertEquals(Optional.of(record), records.read("web:12"));
        assertEquals(List.of("web:12"), List.copyOf(records.names()));
        records.remove("web:12");
        records.remove("web:12");
        assertEquals(Optional.empty(), records.read("web:12"));
        assertEquals(List.of(), List.copyOf(records.names()));
    }

    @Test
    void aRecordIsReplacedWhereNoFileCanBeMade() throws Exception {
        WorkerRecords records = new WorkerRecords(directory);
        WorkerRecord intent = WorkerRecord.intent(COOKIE, List.of("a"), LOGS, "/bin/a", null);
        records.write(intent);
        // Stands in for a full disk: the sibling that would be renamed cannot be made.
        Files.createDirectories(directory.resolve(".web:12.json.new/full"));
        WorkerRecord record =
                new WorkerRecord(
                        new ProcessIdentity(1, 2, "boot"),
                        COOKIE,
                        List.of("a", "b"),
                        LOGS,
                        JvmFiles.OURS,
                        Origin.UNKNOWN,
                        null,
                        null);
        records.write(record);
        assertEquals(Optional.of(record), records.read("web:12"));
        records.write(intent);
        assertEquals(Optional.of(intent), records.read("web:12"));
        WorkerRecord first =
                WorkerRecord.intent(
                        new Cookie("p", "shop", "new", 1, "n"), List.of("a"), LOGS, "/bin/a", null);
        Files.createDirectories(directory.resolve(".new.json.new/full"));
        assertThrows(IOException.class, () -> records.write(first));
    }

    @Test
    void aNameMayHoldAnything() {
        ProcStat stat =
                ProcStat.parse(
                        5,
                        "5 (a) R (b) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 99 20 21 22");
        assertEquals(new ProcStat(5, "a) R (b", 'S', 1, 2, 3, 4, 99), stat);
        assertEquals(99, stat.identity().startTicks());
    }
}
