package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootFileTest {
    private static final String TEXT = Seal.seal("one\n");

    @TempDir Path directory;
    private Path path = Path.of("/");
    private BootFile file = new BootFile(path, BootFile.DATA);

    @BeforeEach
    void place() {
        path = directory.resolve("new/file");
        file = new BootFile(path, BootFile.DATA);
    }

    @Test
    void isWrittenOnceAndReplacedWhileItIsOurs() throws IOException {
        assertEquals(Standing.ABSENT, file.standing());
        assertTrue(file.write(TEXT));
        assertFalse(file.write(TEXT), "the same text again");
        assertTrue(file.write(Seal.seal("two\n")));
        assertEquals(Seal.seal("two\n"), Files.readString(path));
        assertEquals(BootFile.DATA, Files.getPosixFilePermissions(path));
        try (Stream<Path> files = Files.list(directory.resolve("new"))) {
            assertEquals(1, files.count(), "no draft is left");
        }
        assertTrue(file.remove());
        assertFalse(file.remove());
    }

    @Test
    void whatOthersWroteIsLeftAlone() throws IOException {
        Files.createDirectories(directory.resolve("new"));
        for (String text :
                new String[] {"theirs\n", "", TEXT + "more\n", TEXT.replace("one", "One")}) {
            Files.writeString(path, text);
            assertRefused();
            assertEquals(text, Files.readString(path));
        }
    }

    @Test
    void aPlantedSymlinkIsNotFollowed() throws IOException {
        Files.createDirectories(directory.resolve("new"));
        Path target = directory.resolve("target");
        Files.writeString(target, TEXT);
        Files.createSymbolicLink(path, target);
        assertRefused();
        Files.delete(target);
        assertRefused();
        assertFalse(Files.exists(target), "not written through");
        assertTrue(Files.isSymbolicLink(path));
    }

    @Test
    void aDirectoryInItsPlaceIsLeftAlone() throws IOException {
        Files.createDirectories(path);
        assertRefused();
        assertTrue(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    }

    private void assertRefused() {
        assertEquals(
                ExitCode.CANNOT_CREATE,
                assertThrows(Failure.class, () -> file.write(Seal.seal("new\n"))).exitCode());
        assertEquals(
                ExitCode.CANNOT_CREATE,
                assertThrows(Failure.class, () -> file.remove()).exitCode());
    }
}
