package io.ottugi.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of commands, arguments and results agree with {@code docs/control.md}. */
class ControlDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "control.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern WORD = Pattern.compile("`([a-z_ ]+)`");

    @Test
    void eachCommandHasAnExampleWithAllItsArguments() throws Exception {
        Map<ControlCommand, Set<String>> shown = new EnumMap<>(ControlCommand.class);
        for (JsonObject example : examples()) {
            String name = Json.string(example, "request");
            ControlCommand command =
                    ControlCommand.of(name)
                            .orElseThrow(() -> new AssertionError("no command " + name));
            Set<String> members = shown.computeIfAbsent(command, one -> new TreeSet<>());
            members.addAll(example.keySet());
            members.removeAll(List.of("version", "request"));
        }
        Map<ControlCommand, Set<String>> known = new EnumMap<>(ControlCommand.class);
        for (ControlCommand command : ControlCommand.values()) {
            known.put(command, labels(command.arguments(), ControlArgument::label));
        }
        assertEquals(known, shown);
    }

    @Test
    void eachArgumentHasItsRow() throws IOException {
        Set<String> rows = firstCells("| member | meaning |");
        Set<String> known = labels(EnumSet.allOf(ControlArgument.class), ControlArgument::label);
        known.addAll(List.of("version", "request"));
        assertEquals(known, rows);
    }

    @Test
    void eachResultHasItsRow() throws IOException {
        assertEquals(
                labels(EnumSet.allOf(ResultWord.class), ResultWord::label),
                firstCells("| `result` | says |"));
    }

    @Test
    void neitherEndOfTheWireHasTheNameOfACommandOrResult() throws IOException {
        List<String> stray = new ArrayList<>();
        Set<String> words = labels(EnumSet.allOf(ControlCommand.class), ControlCommand::label);
        words.addAll(labels(EnumSet.allOf(ResultWord.class), ResultWord::label));
        for (String name : List.of("Request", "Result", "DumpRequest", "Protocol")) {
            check(name, words, stray);
        }
        for (String name : List.of("Operation", "OperationView", "OperationCommand")) {
            check(name, words, stray);
        }
        assertEquals(List.of(), stray);
    }

    private static void check(String name, Set<String> words, List<String> stray)
            throws IOException {
        for (Path file : named(name + ".java")) {
            String source = Files.readString(file);
            words.stream()
                    .filter(word -> source.contains('"' + word + '"'))
                    .forEach(word -> stray.add(name + ": " + word));
        }
    }

    private static List<Path> named(String name) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }

    private static List<JsonObject> examples() throws IOException, BadJson {
        List<JsonObject> examples = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("{\"version\":1,\"request\":")) {
                examples.add(Json.object(line));
            }
        }
        return examples;
    }

    private static Set<String> firstCells(String heading) throws IOException {
        String text = Files.readString(DOCUMENT);
        Set<String> cells = new TreeSet<>();
        text.substring(text.indexOf(heading))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1])
                .forEach(
                        cell -> {
                            Matcher word = WORD.matcher(cell);
                            while (word.find()) {
                                cells.add(String.valueOf(word.group(1)));
                            }
                        });
        return cells;
    }

    private static <T> Set<String> labels(Set<T> all, Function<T, String> label) {
        return all.stream().map(label).collect(Collectors.toCollection(TreeSet::new));
    }
}
