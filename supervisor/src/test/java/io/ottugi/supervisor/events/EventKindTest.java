package io.ottugi.supervisor.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of events, its table in the documents and the sources agree. */
class EventKindTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "status.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern WORD = Pattern.compile("`([a-z_.-]+)`");

    /** Names of events that are words of another list too: the file, and what it means there. */
    private static final Map<String, Set<String>> OTHER_LISTS =
            Map.of(
                    "ResultWord.java",
                            Set.of(
                                    "running", "stopped", "exited", "fell", "waiting", "asked",
                                    "dumped"),
                    // A member of the status.
                    "StatusReport.java", Set.of("adopted"),
                    "WorkerRow.java", Set.of("adopted"),
                    "Outlook.java", Set.of("adopted"),
                    // Findings, and what restart.never and its like name.
                    "Generations.java", Set.of("asked", "could-not-start"),
                    "FallPatterns.java", Set.of("could-not-start"),
                    // What a starting supervisor says to its launcher.
                    "Handshake.java", Set.of("fell"),
                    "Launch.java", Set.of("fell"));

    /** Files whose words are plain English: headings, states of the kernel, messages. */
    private static final Set<String> WORDS =
            Set.of(
                    "Journal.java",
                    "WorkerDetails.java",
                    "ProcessPage.java",
                    "ProcessCommandRunner.java");

    @Test
    void theDocumentHasARowForEachKindAndNoOther() throws IOException {
        Set<String> labels = names(EnumSet.allOf(EventKind.class), EventKind::label);
        assertEquals(labels, new TreeSet<>(rows().keySet()));
    }

    @Test
    void eachRowNamesTheFieldsOfItsKindsAndNoOthers() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Row> rows = rows();
        for (Row row : new TreeSet<>(rows.values())) {
            Set<EventField> fields = EnumSet.noneOf(EventField.class);
            row.kinds().forEach(label -> fields.addAll(kind(label).fields()));
            for (EventField field : fields) {
                if (!row.words().contains(field.label())) {
                    wrong.add(row.kinds() + " does not tell of " + field.label());
                }
            }
            fields.addAll(EventKind.COMMON);
            for (String word : row.words()) {
                if (EventField.of(word).filter(field -> !fields.contains(field)).isPresent()) {
                    wrong.add(row.kinds() + " tells of " + word + ", which it never has");
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyFieldIsOfSomeKind() {
        Set<EventField> used = EnumSet.copyOf(EventKind.COMMON);
        for (EventKind kind : EventKind.values()) {
            used.addAll(kind.fields());
            assertEquals(Optional.of(kind), EventKind.of(kind.label()));
        }
        assertEquals(EnumSet.allOf(EventField.class), used);
    }

    @Test
    void noSourceButTheListHasTheNameOfAnEvent() throws IOException {
        List<String> stray = new ArrayList<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString();
            Set<String> other = OTHER_LISTS.getOrDefault(name, Set.of());
            String source = Files.readString(file);
            for (EventKind kind : EventKind.values()) {
                boolean meantElse = other.contains(kind.label()) || WORDS.contains(name);
                if (!meantElse && source.contains('"' + kind.label() + '"')) {
                    stray.add(name + ": \"" + kind.label() + '"');
                }
            }
        }
        assertEquals(List.of(), stray);
    }

    @Test
    void anEventOfAnotherVersionIsReadAsFarAsItIsKnown() throws Exception {
        RecordedEvent event =
                RecordedEvent.parse(
                        "{\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"teleported\",\"worker\":\"web\",\"where\":\"x\"}");
        assertEquals(Optional.empty(), event.kind());
        assertEquals("teleported", event.name());
        assertEquals("web", event.worker());
        assertEquals(
                List.of("count", "where"),
                RecordedEvent.parse(
                                "{\"at\":\"\",\"event\":\"fell\",\"cause\":\"exit 1\",\"count\":1,\"where\":\"x\"}")
                        .unknownMembers());
    }

    /** A row of the table of events. */
    private record Row(List<String> kinds, Set<String> words) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return kinds.toString().compareTo(other.kinds.toString());
        }
    }

    private static Map<String, Row> rows() throws IOException {
        String text = Files.readString(DOCUMENT);
        String table = text.substring(text.indexOf("| event | says |"));
        Map<String, Row> rows = new LinkedHashMap<>();
        table.lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .forEach(
                        line -> {
                            String[] cells = line.split(" \\| ", 2);
                            List<String> kinds = List.copyOf(words(cells[0]));
                            Row row = new Row(kinds, words(cells[1]));
                            kinds.forEach(kind -> rows.put(kind, row));
                        });
        assertFalse(rows.isEmpty());
        return rows;
    }

    private static Set<String> words(String cell) {
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(cell);
        while (word.find()) {
            words.add(String.valueOf(word.group(1)));
        }
        return words;
    }

    private static EventKind kind(String label) {
        return EventKind.of(label).orElseThrow(() -> new AssertionError("no event " + label));
    }

    private static <T> Set<String> names(Set<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("EventKind.java"))
                    .sorted()
                    .toList();
        }
    }
}
