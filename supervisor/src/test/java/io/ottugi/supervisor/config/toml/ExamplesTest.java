package io.ottugi.supervisor.config.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.value.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that the documentation shows are right, and are shown as they are. */
class ExamplesTest {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final Path EXAMPLES = DOCS.resolve("examples");
    private static final Pattern INCLUDED =
            Pattern.compile("<!-- (examples/\\S+) -->\\n```\\w*\\n(.*?)```", Pattern.DOTALL);

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("from-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasNoMistake(Path file) throws BadFile, BadSetting, IOException {
        ConfigFile read =
                ConfigFile.read(
                        new FileRequest(
                                file, file.toString(), Optional.empty(), List.of(), EXAMPLES));
        assertEquals(10, read.plan().workers().size());
        read.plan().specs();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isShownAsItIs(Path page) throws IOException {
        Matcher included = INCLUDED.matcher(Files.readString(page));
        int count = 0;
        while (included.find()) {
            assertEquals(Files.readString(DOCS.resolve(included.group(1))), included.group(2));
            count++;
        }
        assertTrue(count >= 2, page + " shows no example before and after");
    }
}
