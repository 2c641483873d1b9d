package io.ottugi.supervisor.logs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log to which somebody writes at an offset of his own, as {@code exec > /dev/stdout} does. */
class NonAppendingTest {
    private static final int MIB = 1 << 20;

    @TempDir Path directory;

    /** Has a shell wait with that redirection, and tells who is found. */
    private Optional<NonAppending> found(Path file, String redirection) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", "exec 7" + redirection + "; echo; read end")
                        .directory(directory.toFile())
                        .start();
        try {
            assertEquals('\n', shell.getInputStream().read());
            Optional<NonAppending> found = NonAppending.of(FileFacts.at(file).orElseThrow().id());
            found.ifPresent(one -> assertEquals(new NonAppending(shell.pid(), 7), one));
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
        assertTrue(NonAppending.of(FileFacts.at(file).orElseThrow().id()).isEmpty());
    }

    @Test
    void itsLogIsLeftAsItIsAndToldAndCutWhenItHasEnded() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (Keeping log = Keeping.in(directory, Keeping.BY_A_MEGABYTE)) {
            Process other =
                    new ProcessBuilder("cat")
                            .redirectOutput(Redirect.to(log.live().toFile()))
                            .start();
            try {
                write(other, lines(0, 3 * MIB), written);
                LogNews told = log.awaitNews("log-rotation-failed");
                String sentence = "pid " + other.pid() + " writes to it by descriptor 1, which";
                assertTrue(told.sentence().contains(sentence), told.sentence());
                assertTrue(log.keeper().trouble("web").orElse("").contains("'>>', not '>'"));
                log.await("all written", () -> Files.size(log.live()) == written.size());
                // What appends comes after it, and is not written over as long as that is silent.
                byte[] appended = lines(1, 2 * MIB);
                log.write(appended);
                written.write(appended);
                log.await("all written", () -> Files.size(log.live()) == written.size());
                assertArrayEquals(written.toByteArray(), Files.readAllBytes(log.live()));
                assertEquals(written.size(), log.keeper().position("web").orElseThrow());
            } finally {
                other.getOutputStream().close();
                other.waitFor();
            }
            log.await("cut", () -> log.state().base() >= 4 * MIB);
            log.await("no trouble", () -> log.keeper().trouble("web").isEmpty());
            assertArrayEquals(written.toByteArray(), log.all());
            assertEquals(1, log.news("log-rotation-failed").size());
            assertEquals(List.of(), log.news("log-truncated"));
        }
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
