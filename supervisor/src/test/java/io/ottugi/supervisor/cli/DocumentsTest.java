package io.ottugi.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.documents.Documents;
import io.ottugi.supervisor.cli.documents.Tool;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of the lists is missing in what is made of them, and the tools take it. */
class DocumentsTest {
    private static final LocalDate DATE = LocalDate.of(2026, 1, 1);

    private final Documents documents = Topics.documents();
    private final String commandManual = documents.commandManual("0.1.0", DATE);
    private final String fileManual = documents.fileManual("0.1.0", DATE);

    @TempDir Path directory;

    @Test
    void everyCommandAndOptionIsInTheManual() {
        List<String> missing = new ArrayList<>();
        for (Command command : Commands.all()) {
            String heading = ".It Cm " + command.name() + (command.usage().isEmpty() ? "\n" : " ");
            expect(commandManual, heading, missing);
            for (Option option : command.options().getOptions()) {
                expect(commandManual, "Fl " + form(option).replace("-", "\\-"), missing);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyExitCodeIsInTheManual() {
        List<String> missing = new ArrayList<>();
        for (ExitCode code : ExitCode.values()) {
            expect(commandManual, "\n.It " + code.code() + "\n", missing);
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyKeyIsInTheManualOfTheFile() {
        List<String> missing = new ArrayList<>();
        for (Key key : Key.values()) {
            expect(fileManual, "\n.It Va " + key.label() + " No = Ar ", missing);
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everythingIsCompleted() {
        List<String> missing = new ArrayList<>();
        for (String script : List.of(documents.bash(), documents.zsh())) {
            for (Command command : Commands.all()) {
                expect(script, "    " + command.name() + ")", missing);
                for (Option option : command.options().getOptions()) {
                    expect(script, "-" + form(option), missing);
                }
            }
            for (Key key : Key.values()) {
                if (key != Key.COMMAND) {
                    expect(script, " " + beginning(key), missing);
                }
            }
            for (SignalName signal : SignalName.values()) {
                expect(script, " " + signal.name(), missing);
            }
        }
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ottugi.1", "ottugi.toml.5"})
    void mandocHasNothingToWarnOf(String page) throws IOException {
        Tool.need("mandoc");
        write(page);
        assertEquals("", says("mandoc", "-T", "lint", "-W", "warning", page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ottugi.1", "ottugi.toml.5"})
    void groffHasNothingToWarnOf(String page) throws IOException {
        Tool.need("groff");
        write(page);
        assertEquals("", says("groff", "-mandoc", "-ww", "-z", "-T", "utf8", page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ottugi.1", "ottugi.toml.5"})
    void noMarkOfATemplateIsLeft(String page) {
        String text = page.endsWith("1") ? commandManual : fileManual;
        assertTrue(text.lines().noneMatch(line -> line.matches(".*@[A-Z_]+@.*")), text);
    }

    @Test
    void noMarkOfATemplateIsLeftInScripts() {
        for (String script : List.of(documents.bash(), documents.zsh())) {
            assertTrue(script.lines().noneMatch(line -> line.matches(".*@[A-Z_]+@.*")), script);
        }
    }

    private static String beginning(Key key) {
        return key.isFamily() ? key.label().replaceFirst("[^.]*$", "") : key.label() + "=";
    }

    private static void expect(String text, String part, List<String> missing) {
        if (!text.contains(part)) {
            missing.add(part.strip());
        }
    }

    /** Without the first dash. */
    private static String form(Option option) {
        return option.getLongOpt() == null ? option.getOpt() : "-" + option.getLongOpt();
    }

    private void write(String page) throws IOException {
        String text = page.endsWith("1") ? commandManual : fileManual;
        Files.writeString(directory.resolve(page), text);
    }

    private String says(String... words) {
        return Tool.says(Map.of("LC_ALL", "C.UTF-8"), directory, List.of(words));
    }
}
