package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JarNotesTest {
    @TempDir Path directory;

    private List<String> notes(String command) throws BadSetting {
        Settings settings = Settings.parse(List.of("directory=" + directory), directory);
        Definition worker = new Definition("web", List.of(command.split(" ")), settings);
        return JarNotes.of(
                new Plan(
                        InstanceName.parse("shop"),
                        Optional.empty(),
                        Settings.parse(List.of(), directory),
                        Optional.empty(),
                        List.of(worker)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java -jar missing.jar",
                "/usr/bin/java -Xmx9m --add-opens a/b=c @more -jar missing.jar -x",
                "java -cp -jar -jar missing.jar"
            })
    void aJarThatIsNotBesideTheWorkerIsTold(String command) throws BadSetting {
        assertEquals(
                List.of(
                        "worker.web: the jar "
                                + directory.resolve("missing.jar")
                                + " (-jar in 'command') is not there; the JVM ends with exit 1 if it"
                                + " still is not at the start"),
                notes(command));
    }

    @Test
    void nothingElseIs() throws BadSetting, IOException {
        Files.createFile(directory.resolve("there.jar"));
        assertEquals(List.of(), notes("java -jar there.jar"));
        assertEquals(List.of(), notes("java Main -jar missing.jar"));
        assertEquals(List.of(), notes("sh -jar missing.jar"));
        assertEquals(List.of(), notes("java -jar"));
    }
}
