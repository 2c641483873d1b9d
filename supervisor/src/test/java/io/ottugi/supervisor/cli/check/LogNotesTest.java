package io.ottugi.supervisor.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.logs.rotate.RotationSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogNotesTest {
    private static final Map<String, String> WITHOUT_GZIP = Map.of("PATH", "/nowhere");

    @TempDir Path logs;

    /**
     * @param workers each {@code NAME SETTING…}
     */
    private Plan plan(String... workers) throws BadSetting {
        List<Definition> definitions = new ArrayList<>();
        for (String worker : workers) {
            List<String> words = List.of(worker.split(" "));
            Settings settings = Settings.parse(words.subList(1, words.size()), logs);
            definitions.add(new Definition(words.get(0), List.of("x"), settings));
        }
        return new Plan(
                InstanceName.DEFAULT,
                Optional.empty(),
                Settings.none(),
                Optional.of(logs),
                definitions);
    }

    @Test
    void gzipIsMissedOnlyWhereSomethingIsCompressed() throws BadSetting {
        String missing = "there is no gzip in PATH: archives of logs stay as they are";
        assertTrue(LogNotes.of(plan("web"), WITHOUT_GZIP).contains(missing));
        for (String setting : List.of("log.compress=false", "log.keep=0", "log.max_size=0")) {
            assertEquals(
                    List.of(),
                    LogNotes.of(plan("web " + setting), WITHOUT_GZIP).stream()
                            .filter(missing::equals)
                            .toList(),
                    setting);
        }
    }

    @Test
    void whatTheFilesystemCannotDoIsSaidOnceADirectory() throws BadSetting, IOException {
        String without = "log.compress=false";
        List<String> notes =
                LogNotes.of(
                        plan(
                                "web " + without,
                                "db log.error_file=x/y/db.err " + without,
                                "quiet log.file=/dev/null " + without,
                                "whole log.max_size=0 " + without),
                        WITHOUT_GZIP);
        List<String> expected = new ArrayList<>();
        RotationSupport support = RotationSupport.at(Files.createDirectories(logs));
        if (!support.isLossless()) {
            String rest = ": " + support.description();
            expected.add("rotation of the logs of db, web in " + logs + rest);
            expected.add("rotation of the logs of db in " + logs.resolve("x/y") + rest);
        }
        assertEquals(expected, notes);
    }
}
