package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.events.EventKind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that somebody else than its keeper truncates, as {@code > /dev/stderr} in a shell does. */
class TruncatedLogTest {
    @TempDir Path directory;

    private final List<LogEvent> news = new ArrayList<>();
    private Path live;
    private ManagedLog log;

    @BeforeEach
    void keep() throws IOException {
        live = directory.resolve("web.log");
        log =
                new ManagedLog(
                        new ManagedLog.Name("web", "web", 1),
                        LogStateFile.open(directory.resolve("web.json"), live),
                        0,
                        KeeperFixture.BY_A_MEGABYTE,
                        new LogReporter("web", live, news::add));
    }

    /** A worker whose shell writes to its log, which is opened for appending, by a new opening. */
    private void work(String script) throws IOException, InterruptedException {
        Process worker =
                new ProcessBuilder("sh", "-c", "read go; " + script)
                        .redirectOutput(Redirect.appendTo(live.toFile()))
                        .redirectError(Redirect.appendTo(live.toFile()))
                        .start();
        log.setWriter(worker.pid());
        worker.getOutputStream().close();
        assertEquals(0, worker.waitFor());
    }

    private void look() throws IOException {
        long size = Files.size(live);
        log.detectTruncation(size);
        log.setKnownEnd(log.record().state().base() + size);
    }

    @Test
    void aShellWorkerThatTruncatesItIsToldWithTheBytesLost() throws Exception {
        work("printf %5000d 1");
        look();
        work("echo oops > /dev/stderr");
        look();
        assertEquals(List.of(5000L), lost());
        assertEquals(5005, log.position().orElseThrow());
        assertTrue(news.get(0).sentence().contains("about 5000 bytes lost"), news.toString());
        look();
        work("echo more >> /dev/stderr");
        look();
        assertEquals(List.of(5000L), lost());
        work(": > /dev/stderr");
        look();
        assertEquals(List.of(5000L, 10L), lost());
        assertEquals(5010, log.position().orElseThrow());
    }

    @Test
    void aTruncationBetweenTwoGenerationsIsToldOnce() throws Exception {
        work("printf %5000d 1");
        look();
        Files.write(live, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        work("echo more");
        assertEquals(List.of(5000L), lost());
        look();
        assertEquals(List.of(5000L), lost());
    }

    @Test
    void aFileThatWasReplacedIsNotTruncated() throws Exception {
        work("printf %5000d 1");
        look();
        Files.move(live, directory.resolve("moved"));
        work("echo more");
        look();
        assertEquals(List.of(), lost());
        assertEquals(5005, log.position().orElseThrow());
    }

    private List<Long> lost() {
        return news.stream()
                .filter(one -> one.event() == EventKind.LOG_TRUNCATED)
                .map(one -> one.details().json().get("lost_about").getAsLong())
                .toList();
    }
}
