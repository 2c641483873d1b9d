package io.ottugi.supervisor.logs.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.logs.read.LogReader;
import io.ottugi.supervisor.logs.record.LogPaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log to which somebody writes at an offset of his own, as {@code exec > /dev/stdout} does. */
class OffsetWriterTest {
    private static final int MIB = 1 << 20;

    @TempDir Path directory;

    /** Has a shell wait with that redirection, and tells who is found. */
    private Optional<OffsetWriter> found(Path file, String redirection) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", "exec 7" + redirection + "; echo; read end")
                        .directory(directory.toFile())
                        .start();
        try {
            assertEquals('\n', shell.getInputStream().read());
            Optional<OffsetWriter> found =
                    OffsetWriter.findLowest(FileFacts.at(file).orElseThrow().id());
            found.ifPresent(one -> assertEquals(new OffsetWriter(shell.pid(), 7, 0), one));
            return found;
        } finally {
            shell.getOutputStream().close();
            shell.waitFor();
        }
    }

    @Test
    void onlyWhoWritesWithoutAppendingIsFound() throws Exception {
        Path file = Files.createFile(directory.resolve("web.log"));
        assertTrue(found(file, ">> web.log").isEmpty());
        assertTrue(found(file, "< web.log").isEmpty());
        assertTrue(found(file, "> web.log").isPresent());
        assertTrue(found(file, "<> web.log").isPresent());
        Files.createLink(directory.resolve("other name"), file);
        assertTrue(found(file, "<> 'other name'").isPresent());
        assertTrue(found(file, "> unrelated").isEmpty());
        assertTrue(OffsetWriter.findLowest(FileFacts.at(file).orElseThrow().id()).isEmpty());
    }

    @Test
    void aHoleIsPunchedBeforeItAndNothingIsWrittenOver() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            Process other = catTo(log.live());
            try {
                write(other, lines(0, 3 * MIB), written);
                log.await("cut", () -> log.state().base() >= 2 * MIB);
                // Both at once: what appends comes after it, as long as that is silent.
                append(log, lines(1, 2 * MIB), written);
                LogEvent told = log.awaitNews(EventKind.LOG_ROTATION_FAILED);
                assertTrue(told.sentence().contains("not cut beyond byte "), told.sentence());
                assertTrue(told.sentence().contains("pid " + other.pid()), told.sentence());
                assertTrue(log.keeper().trouble("web").orElse("").contains("'>>', not '>'"));
                assertEquals(written.size(), Files.size(log.live()));
                assertEquals(log.state().base(), log.state().hole());
                log.assertAll(written.toByteArray());
                assertArrayEquals(written.toByteArray(), read(log));
                assertEquals(written.size(), log.keeper().position("web").orElseThrow());
                assertEquals(Set.of("punch hole"), methods(log));
            } finally {
                end(other);
            }
            log.await("cut", () -> log.state().base() >= 4 * MIB);
            log.await("no trouble", () -> log.keeper().trouble("web").isEmpty());
            assertEquals(0, log.state().hole());
            log.assertAll(written.toByteArray());
            assertArrayEquals(written.toByteArray(), read(log));
            assertEquals(List.of(), log.news(EventKind.LOG_TRUNCATED));
        }
    }

    @Test
    void anotherGenerationAppendsWhereThereIsAHole() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            Process other = catTo(log.live());
            write(other, lines(0, 2 * MIB), written);
            log.await("cut", () -> log.state().base() >= MIB);
            end(other);
            log.restartWorker();
            assertEquals(written.size(), log.keeper().position("web").orElseThrow());
            append(log, lines(1, 3 * MIB), written);
            log.await("cut", () -> log.state().base() >= 4 * MIB);
            assertEquals(0, log.state().hole());
            assertEquals(written.size(), log.keeper().position("web").orElseThrow());
            log.assertAll(written.toByteArray());
            assertEquals(List.of(), log.news(EventKind.LOG_TRUNCATED));
        }
    }

    @Test
    void theHoleOfATruncationIsInNoArchive() throws Exception {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            Process other = catTo(log.live());
            try {
                ByteArrayOutputStream before = new ByteArrayOutputStream();
                write(other, lines(0, MIB - 4096), before);
                log.awaitLookAt(before.size());
                try (FileChannel file = FileChannel.open(log.live(), WRITE)) {
                    file.truncate(0);
                }
                log.awaitNews(EventKind.LOG_TRUNCATED);
                ByteArrayOutputStream after = new ByteArrayOutputStream();
                write(other, lines(1, 3 * MIB), after);
                log.await("cut", () -> log.state().archives().size() >= 2);
                LogEvent told = log.awaitNews(EventKind.LOG_HOLE);
                long hole = told.details().json().get("bytes").getAsLong();
                assertEquals(before.size() / 4096 * 4096L, hole);
                // The rest of the block in which the writer went on.
                int zeros = before.size() % 4096;
                byte[] expected = new byte[zeros + after.size()];
                System.arraycopy(after.toByteArray(), 0, expected, zeros, after.size());
                log.assertAll(expected);
            } finally {
                end(other);
            }
        }
    }

    /** The gap would be where its output goes: behind what was cut off meanwhile. */
    @Test
    void whoOpensTheFileBetweenTheLookAndTheCutLeavesNoGap() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AtomicReference<Process> late = new AtomicReference<>();
        try (KeeperFixture log =
                KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE, onceCommitted(late))) {
            append(log, lines(0, 3 * MIB), written);
            log.awaitNews(EventKind.LOG_ROTATED);
            write(Objects.requireNonNull(late.get()), lines(1, 1000), written);
            log.assertAll(written.toByteArray());
            assertEquals(Set.of("punch hole"), methods(log));
        } finally {
            end(Objects.requireNonNull(late.get()));
        }
    }

    private RotationStep.Listener onceCommitted(AtomicReference<Process> late) {
        return step -> {
            if (step == RotationStep.COMMITTED && late.get() == null) {
                late.set(atItsEnd(directory.resolve("logs").resolve("web.log")));
            }
        };
    }

    /** Copies to a file from where its end is now. */
    private static Process atItsEnd(Path file) {
        String program =
                "open F, '+<', $ARGV[0]; seek F, 0, 2; $| = 1; print qq(\n);"
                        + " syswrite F, $_ while sysread STDIN, $_, 65536";
        try {
            Process perl = new ProcessBuilder("perl", "-e", program, file.toString()).start();
            assertEquals('\n', perl.getInputStream().read());
            return perl;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoOpensTheFileAndDoesNotWriteHindersNoCut() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Path file = directory.resolve("logs").resolve("web.log");
        RotationStep.Listener reader =
                step -> {
                    if (step == RotationStep.COMMITTED) {
                        read(file);
                    }
                };
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE, reader)) {
            append(log, lines(0, 3 * MIB), written);
            log.awaitNews(EventKind.LOG_ROTATED);
            log.assertAll(written.toByteArray());
            assertEquals(0, log.state().hole());
        }
    }

    private static void read(Path file) {
        try {
            Files.newInputStream(file).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process catTo(Path file) throws IOException {
        return new ProcessBuilder("cat").redirectOutput(Redirect.to(file.toFile())).start();
    }

    private static void end(Process other) throws IOException, InterruptedException {
        other.getOutputStream().close();
        other.waitFor();
    }

    private static void append(KeeperFixture log, byte[] bytes, ByteArrayOutputStream written)
            throws IOException {
        log.await("all there", () -> log.keeper().position("web").orElse(0) == written.size());
        log.write(bytes);
        written.write(bytes);
        log.await("all there", () -> log.keeper().position("web").orElse(0) == written.size());
    }

    private byte[] read(KeeperFixture log) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        LogPaths place = LogPaths.of(log.live(), log.states(), "web");
        try (LogReader reader = new LogReader(place, gone -> fail(gone + " bytes gone"))) {
            byte[] block = new byte[1 << 16];
            for (int read = reader.read(block); read > 0; read = reader.read(block)) {
                all.write(block, 0, read);
            }
            assertEquals(reader.position(), reader.end());
        }
        return all.toByteArray();
    }

    private static Set<String> methods(KeeperFixture log) {
        return log.news(EventKind.LOG_ROTATED).stream()
                .map(one -> one.details().json().get("method").getAsString())
                .collect(Collectors.toSet());
    }

    private static void write(Process writer, byte[] bytes, ByteArrayOutputStream written)
            throws IOException {
        writer.getOutputStream().write(bytes);
        writer.getOutputStream().flush();
        written.write(bytes);
    }

    private static byte[] lines(int from, int size) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; lines.length() < size; i++) {
            lines.append("line ").append(from).append(' ').append(i).append('\n');
        }
        return lines.toString().getBytes(US_ASCII);
    }
}
