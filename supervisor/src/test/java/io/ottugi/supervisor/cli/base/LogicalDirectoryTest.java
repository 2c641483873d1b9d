package io.ottugi.supervisor.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalDirectoryTest {
    @TempDir Path place;
    private Path physical = Path.of("/");
    private Path link = Path.of("/");

    @BeforeEach
    void aDeployment() throws IOException {
        place = place.toRealPath();
        physical = Files.createDirectories(place.resolve("releases/7"));
        link = Files.createSymbolicLink(place.resolve("current"), Path.of("releases/7"));
    }

    @Test
    void theNameThatWasUsedToGoThere() {
        assertEquals(link, LogicalDirectory.of(link.toString(), physical, "up", "-n", "x"));
        assertEquals(physical, LogicalDirectory.of(physical.toString(), physical));
    }

    @Test
    void aDirectoryThatWasLeftWithoutAShellIsNotBelieved() throws IOException {
        assertEquals(physical, LogicalDirectory.of(place.toString(), physical));
        assertEquals(physical, LogicalDirectory.of(place + "/none", physical));
        Files.createDirectories(place.resolve("releases/8"));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("releases/8"));
        assertEquals(physical, LogicalDirectory.of(link.toString(), physical));
    }

    @Test
    void noneNorOneWithDotsIsTaken() {
        assertEquals(physical, LogicalDirectory.of(null, physical));
        assertEquals(physical, LogicalDirectory.of("", physical));
        assertEquals(physical, LogicalDirectory.of("current", physical));
        assertEquals(physical, LogicalDirectory.of(place + "/releases/../current", physical));
        assertEquals(physical, LogicalDirectory.of("a\0b", physical));
    }

    /** For the kernel what is above a link is above the directory itself. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "../x.toml", "log.file=../x", "a/../b", "-c../x", "a.jar:../b"})
    void whatGoesUpIsTakenAsTheKernelTakesIt(String argument) {
        assertEquals(physical, LogicalDirectory.of(link.toString(), physical, "up", argument));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "1..5", "x/..b", "./x"})
    void theseGoNowhere(String argument) {
        assertEquals(link, LogicalDirectory.of(link.toString(), physical, "up", argument));
    }
}
