package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.process.launch.CommandResolver.CannotRun;
import io.ottugi.supervisor.process.launch.CommandResolver.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding a program as execvp(3) would. */
class CommandResolverTest {
    @TempDir Path place;

    @Test
    void theFirstThatCanBeRunIsTaken() throws Exception {
        program("one/app", false);
        Path second = program("two/app", true);
        assertEquals(second, resolver("one:two").resolve("app"));
        assertEquals("one/app is not executable", refusal(resolver("one"), "app"));
        assertEquals("command 'app' not found in PATH", refusal(resolver("three"), "app"));
        assertEquals("the command is empty", refusal(resolver("one"), ""));
    }

    @Test
    void relativePathsAreThoseOfTheWorkersDirectory() throws Exception {
        Path app = program("app", true);
        assertEquals(app, resolver("").resolve("app").normalize());
        assertEquals(app, resolver("/nowhere").resolve("./app").normalize());
        assertEquals("one not found", refusal(resolver(""), "one/").replace("/one", "one"));
    }

    @Test
    void whatItsUserMayNotRunIsPassedOver() throws Exception {
        Path mine = program("one/app", true);
        Path ours = program("two/app", true);
        Refusal refusal =
                file -> file.equals(mine) ? Optional.of(" by user kim") : Optional.empty();
        assertEquals(ours, resolver("one:two", refusal).resolve("app"));
        assertEquals(
                "one/app is not executable by user kim", refusal(resolver("one", refusal), "app"));
        assertEquals(
                "one/app is not executable by user kim",
                refusal(resolver("two", refusal), mine.toString()));
    }

    @Test
    void withoutPathThereAreTheUsualPlaces() {
        assertEquals("/usr/bin:/bin", CommandResolver.searchPath(Map.of()));
        assertEquals("/opt", CommandResolver.searchPath(Map.of("PATH", "/opt")));
    }

    private String refusal(CommandResolver resolver, String program) {
        CannotRun why = assertThrows(CannotRun.class, () -> resolver.resolve(program));
        return String.valueOf(why.getMessage()).replace(place + "/", "");
    }

    private CommandResolver resolver(String searchPath) {
        return resolver(searchPath, Refusal.NONE);
    }

    private CommandResolver resolver(String searchPath, Refusal refusal) {
        return new CommandResolver(searchPath, place, refusal);
    }

    private Path program(String name, boolean executable) throws IOException {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertTrue(file.toFile().setExecutable(executable));
        return file;
    }

    @Test
    void aProgramThatIsInItsDirectoryIsToldWhere(@TempDir Path root) throws IOException {
        Path directory = Files.createDirectories(root.resolve("srv/bin"));
        Path program = Files.writeString(directory.resolve("app.sh"), "");
        CommandResolver resolver =
                new CommandResolver("", root.resolve("srv"), CommandResolver.Refusal.NONE);
        CommandResolver.CannotRun refused =
                assertThrows(
                        CommandResolver.CannotRun.class,
                        () -> resolver.resolve(root + "/etc/bin/app.sh"));
        String why = String.valueOf(refused.getMessage());
        assertTrue(why.contains("counts from the configuration file"), why);
        assertTrue(why.endsWith("which has " + program), why);
    }
}
