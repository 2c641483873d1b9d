package io.ottugi.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every pattern of the supervisor reads each text in steps that grow with its length, and with no
 * power of it. Steps are characters read, which are counted, so that the result is the same on any
 * machine. The patterns are found in the sources; one that cannot be found fails the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinearPatternsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int SHORT = 400;
    private static final int TIMES = 4;

    /** Linear is four times as many for four times the text; quadratic is sixteen times. */
    private static final double MOST_TIMES = 6;

    private static final int FEW = 3_000;

    /**
     * Patterns made in methods, by the beginning of the expression that they are made of, each with
     * what they become for an argument.
     */
    private static final Map<String, List<String>> MADE_IN_METHODS =
            Map.ofEntries(
                    Map.entry("diagnosis/Clue.java: regex", List.of()),
                    Map.entry("diagnosis/JavaMemory.java: message", List.of()),
                    // The operator's own, at --grep, in the client; it is bounded by Grep.
                    Map.entry("cli/logs/LogQuery.java: text", List.of()),
                    Map.entry(
                            "logs/record/ArchiveScan.java: Pattern.quote(live.getFileName(",
                            List.of("\\Qweb.log.\\E([0-9]{6,18})(\\Q.gz\\E)?")),
                    Map.entry(
                            "evidence/live/MemoryPage.java: pattern", List.of("(VmRSS|VmSwap):.*")),
                    Map.entry("cli/why/Page.java: found", List.of()),
                    Map.entry("cli/documents/Mdoc.java: PARAGRAPH_END", List.of()),
                    Map.entry("cli/documents/Mdoc.java: SENTENCE_END", List.of()),
                    Map.entry("process/launch/Accounts.java: NUMBER", List.of("[0-9]{1,18}")),
                    Map.entry(
                            "cli/why/Case.java: Pattern.quote(unit",
                            List.of("(\\bottugi [a-z]+) (?=\\Qweb\\E)")),
                    Map.entry("boot/Template.java: match", List.of()),
                    Map.entry("evidence/DumpFiles.java: pid", List.of("(?<!\\d)77(?!\\d)")),
                    Map.entry("config/KeyNames.java: VARIABLE", List.of("[A-Za-z_][A-Za-z0-9_]*")));

    /** Whose constants are compared with whole texts only, though others are looked for there. */
    private static final Set<String> COMPARED =
            Set.of(
                    "boot/CrontabLine.java",
                    "diagnosis/HsErr.java",
                    "evidence/live/ThreadDump.java",
                    "diagnosis/Sighting.java");

    /** Of {@code String}, with a regular expression as the first argument. */
    private static final Pattern USES =
            Pattern.compile(
                    "(?:(?<!Arguments|Lists|glob|events|pattern)\\.(?:matches|replaceAll|replaceFirst|split)"
                            + "|\\bPattern\\.compile)\\(\\s*+(?!\\)|\"\"\\))((?:\"(?:[^\"\\\\\n]|\\\\.)*+\"(?:\\s*+\\+\\s*+)?+)*+)([^,)\\s]*+)");

    private static final String LITERAL = "\"((?:[^\"\\\\\n]|\\\\.)*+)\"";

    private final Map<Use, Set<String>> patterns = new LinkedHashMap<>();
    private final Set<String> unknown = new TreeSet<>();

    /**
     * How a pattern is used.
     *
     * @param regex with its flags
     * @param found whether it is looked for within texts, not only compared with the whole
     */
    private record Use(String regex, boolean found) {
        Pattern pattern() {
            return Pattern.compile(regex);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private final long most;
        private long steps;

        Counted(String text, long most) {
            this.text = text;
            this.most = most;
        }

        static final class TooMany extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > most) {
                throw new TooMany();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void everyPatternIsKnown() throws IOException {
        gather();
        assertEquals(Set.of(), unknown, "patterns that no test reads texts with");
    }

    @Test
    void everyPatternIsLinear() throws IOException {
        gather();
        Set<String> slow = new LinkedHashSet<>();
        patterns.forEach(
                (use, files) -> {
                    String regex = use.pattern().pattern();
                    for (Map.Entry<String, List<String>> text : texts(regex).entrySet()) {
                        if (isSlow(use, text.getValue())) {
                            slow.add(files + " " + regex + " over " + text.getKey());
                            return;
                        }
                    }
                });
        assertEquals("", String.join("\n", slow));
    }

    private static boolean isSlow(Use pattern, List<String> shortAndLong) {
        long few = steps(pattern, shortAndLong.get(0), (long) SHORT * SHORT * SHORT);
        long most = (long) (few * MOST_TIMES) + FEW;
        return steps(pattern, shortAndLong.get(1), most) > most;
    }

    /** Of finding all, and of matching the whole. */
    private static long steps(Use use, String text, long most) {
        Pattern pattern = use.pattern();
        Counted counted = new Counted(text, most);
        try {
            Matcher matcher = pattern.matcher(counted);
            while (use.found() && matcher.find()) {
                // On to the next.
            }
            var unused = pattern.matcher(counted).matches();
        } catch (Counted.TooMany | StackOverflowError e) {
            return Long.MAX_VALUE;
        }
        return counted.steps;
    }

    /** Texts of both lengths by what they are made of: what the pattern asks for, and others. */
    private static Map<String, List<String>> texts(String regex) {
        List<String> parts = new ArrayList<>(List.of(""));
        Matcher literals =
                Pattern.compile("(?:[A-Za-z0-9 :=/'\"#_,@-]|\\\\[.()\\[\\]])++")
                        .matcher(regex.replace("(?i)", "").replace("\\b", " "));
        while (literals.find() && parts.size() < 6) {
            parts.add(literals.group().replaceAll("\\\\(.)", "$1"));
        }
        List<String> pumps =
                new ArrayList<>(
                        List.of(
                                "a", "A", "0", " ", "-", ".", "\"", "'", "[", "(", "/", ":", "=",
                                "\t", "\\", "#", ";", ",", "\n", "a ", "0,", "0:", "a:", " a", "1.",
                                "a\"", "\" ", "/a", "a/", "--a", "\u001b["));
        parts.stream().filter(part -> !part.isEmpty()).forEach(pumps::add);
        for (int i = 2; i < parts.size(); i++) {
            pumps.add(parts.get(i - 1) + parts.get(i));
        }
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String begin : parts) {
            for (String pump : pumps) {
                for (String end : List.of("", "\u0001")) {
                    texts.put(
                            "'" + begin + "' and many '" + pump + "'" + end,
                            List.of(
                                    begin + pump.repeat(SHORT / pump.length()) + end,
                                    begin + pump.repeat(TIMES * SHORT / pump.length()) + end));
                }
            }
        }
        return texts;
    }

    private void gather() throws IOException {
        if (!patterns.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                gather(file);
            }
        }
    }

    private void gather(Path file) throws IOException {
        String source = Files.readString(file);
        String name = SOURCES.resolve("io/ottugi/supervisor").relativize(file).toString();
        boolean found =
                !COMPARED.contains(name)
                        && Stream.of(".find()", ".replace", "Clue").anyMatch(source::contains);
        boolean holds = Stream.of("Pattern", "Clue").anyMatch(source::contains);
        Set<Pattern> constants = holds ? constants(file) : Set.of();
        constants.forEach(pattern -> add(new Use(regex(pattern), found), name));
        Matcher uses = USES.matcher(source);
        while (uses.find()) {
            String literal = literal(uses.group(1));
            boolean within = !uses.group().startsWith(".matches");
            if (uses.group(2).isEmpty() && !uses.group().startsWith("Pattern")) {
                add(new Use(literal, within), name);
            } else if (!isOurs(name, uses, constants)) {
                unknown.add(name + ": " + uses.group());
            }
        }
    }

    /** Whether it is a constant of the class, or one that is listed above. */
    private boolean isOurs(String file, Matcher use, Set<Pattern> constants) {
        List<String> made = MADE_IN_METHODS.get(file + ": " + use.group(2));
        if (made != null) {
            boolean within = !use.group().startsWith(".matches") && !file.contains("Archives");
            made.forEach(regex -> add(new Use(regex, within), file));
            return true;
        }
        String literal = literal(use.group(1));
        return use.group().startsWith("Pattern")
                && constants.stream().anyMatch(pattern -> pattern.pattern().contains(literal));
    }

    private static String regex(Pattern pattern) {
        boolean blind = (pattern.flags() & Pattern.CASE_INSENSITIVE) != 0;
        boolean lines = (pattern.flags() & Pattern.DOTALL) != 0;
        return (blind ? "(?i)" : "") + (lines ? "(?s)" : "") + pattern.pattern();
    }

    private void add(Use use, String file) {
        patterns.computeIfAbsent(use, none -> new TreeSet<>()).add(file);
    }

    private static String literal(String expression) {
        StringBuilder text = new StringBuilder();
        Matcher parts = Pattern.compile(LITERAL).matcher(expression);
        while (parts.find()) {
            text.append(parts.group(1));
        }
        String escaped = text.toString();
        Matcher unicode = Pattern.compile("(?<!\\\\)\\\\u([0-9a-f]{4})").matcher(escaped);
        return unicode.replaceAll(
                        code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)))
                .translateEscapes();
    }

    /** The patterns that the classes of a file hold for ever. */
    private static Set<Pattern> constants(Path file) {
        String name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
        Set<Pattern> found = new LinkedHashSet<>();
        try {
            Class<?> outer = Class.forName(name);
            for (Class<?> each : withNested(outer)) {
                for (Field field : each.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        addAll(field.get(null), found, 0);
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(String.valueOf(e.getMessage()), e);
        }
        return found;
    }

    private static List<Class<?>> withNested(Class<?> outer) {
        List<Class<?>> all = new ArrayList<>(List.of(outer.getDeclaredClasses()));
        all.add(outer);
        return all;
    }

    private static void addAll(Object value, Set<Pattern> found, int depth)
            throws ReflectiveOperationException {
        if (value instanceof Pattern pattern) {
            found.add(pattern);
        } else if (value instanceof Collection<?> many && depth < 3) {
            for (Object one : many) {
                addAll(one, found, depth + 1);
            }
        } else if (value instanceof Record some && depth < 3) {
            for (RecordComponent part : some.getClass().getRecordComponents()) {
                part.getAccessor().setAccessible(true);
                addAll(part.getAccessor().invoke(some), found, depth + 1);
            }
        } else if (value instanceof Enum<?> constant) {
            for (Field field : constant.getDeclaringClass().getDeclaredFields()) {
                if (field.getType() == Pattern.class && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    addAll(field.get(constant), found, depth + 1);
                }
            }
        }
    }
}
