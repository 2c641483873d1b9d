package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.Execution.Environment;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a worker's variables come from, and which wins. */
class WorkerEnvironmentTest {
    private static final Account KIM = new Account("kim", 1000, 1000, "/home/kim", "/bin/zsh");
    private static final Account LEE = new Account("lee", 0, 0, "/home/lee", "");
    private static final Map<String, String> OPERATORS =
            Map.of("PATH", "/opt", "HOME", "/home/lee", "SECRET", "s", "TZ", "UTC", "USER", "lee");

    @TempDir Path place;

    @Test
    void inheritedIsWhatTheOperatorHad() throws StartFailed {
        assertEquals(OPERATORS, make(Environment.INHERITED, Optional.empty()));
    }

    @Test
    void cleanHasOnlyWhatAnyProgramNeeds() throws StartFailed {
        assertEquals(
                "{HOME=/home/lee, LOGNAME=lee, PATH=/opt, SHELL=/bin/sh, TZ=UTC, USER=lee}",
                make(clean(), Optional.empty()).toString());
        assertEquals(
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                new WorkerEnvironment(Map.of(), Optional::empty)
                        .of(clean(), Optional.empty())
                        .get("PATH"));
    }

    @Test
    void theAccountsVariablesReplaceTheOperators() throws StartFailed {
        Map<String, String> variables = make(Environment.INHERITED, Optional.of(KIM));
        assertEquals("/home/kim", variables.get("HOME"));
        assertEquals("kim", variables.get("USER"));
        assertEquals("kim", variables.get("LOGNAME"));
        assertEquals("/bin/zsh", variables.get("SHELL"));
    }

    @Test
    void filesWinOverTheAccountAndVariablesOverFiles() throws Exception {
        Path first = file("first", "A=1\nB=1\nHOME=/srv\n");
        Path second = file("second", "B=2\nC=2\n");
        Environment wanted = new Environment(false, List.of(first, second), Map.of("C", "3"));
        Map<String, String> variables = make(wanted, Optional.of(KIM));
        assertEquals("1", variables.get("A"));
        assertEquals("2", variables.get("B"));
        assertEquals("3", variables.get("C"));
        assertEquals("/srv", variables.get("HOME"));
    }

    @Test
    void filesAreReadEachTime() throws Exception {
        Path file = file("env", "A=1\n");
        Environment wanted = new Environment(true, List.of(file), Map.of());
        assertEquals("1", make(wanted, Optional.empty()).get("A"));
        Files.writeString(file, "A=2\n");
        assertEquals("2", make(wanted, Optional.empty()).get("A"));
    }

    @Test
    void unusableFilesAreToldWithFileAndLine() throws Exception {
        assertEquals("nothing: no such file or directory", refusal(place.resolve("nothing")));
        assertEquals(".: it is no regular file", refusal(place.resolve(".")));
        assertEquals("env:2: expected VAR=TEXT", refusal(file("env", "A=1\nB 2\n")));
        Path latin = Files.write(place.resolve("latin"), new byte[] {'A', '=', (byte) 0xe9, '\n'});
        assertEquals("latin: it is not UTF-8", refusal(latin));
        Path large = Files.write(place.resolve("large"), new byte[(1 << 20) + 1]);
        assertEquals("large: it is larger than 1 MiB", refusal(large));
    }

    private String refusal(Path file) {
        StartFailed failure =
                assertThrows(
                        StartFailed.class,
                        () ->
                                make(
                                        new Environment(true, List.of(file), Map.of()),
                                        Optional.empty()));
        assertEquals(Stage.SETTINGS, failure.why().stage());
        return failure.why().detail().replace("environment file " + place + "/", "");
    }

    private static Map<String, String> make(Environment wanted, Optional<Account> user)
            throws StartFailed {
        return new TreeMap<>(
                new WorkerEnvironment(OPERATORS, () -> Optional.of(LEE)).of(wanted, user));
    }

    private static Environment clean() {
        return new Environment(false, List.of(), Map.of());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(place.resolve(name), text);
    }
}
