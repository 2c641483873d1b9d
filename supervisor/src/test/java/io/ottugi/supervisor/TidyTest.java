package io.ottugi.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that no compiler checks: layers, banned calls, sizes. */
class TidyTest {
    private static final int LONGEST_METHOD = 40;
    private static final int LONGEST_FILE = 400;
    private static final int MOST_FILES = 35;

    /** One fact a constant: such a list is longer than code may be. */
    private static final Map<String, Integer> LONG_LISTS = Map.of("Key.java", 400);

    private static final Path SUPERVISOR = Path.of("src", "main", "java");
    private static final Path WORKER = Path.of("..", "worker", "src", "main", "java");
    private static final String OURS = "io/ottugi/supervisor/";
    private static final String CLOCK = "Clock.java";
    private static final String MAIN = "Main.java";

    private static final String ROOT = "(root)";

    /** Package → the packages that it may know. */
    private static final Map<String, Set<String>> LAYERS =
            layers(Path.of("src", "test", "resources", "io", "ottugi", "supervisor", "layers.txt"));

    /** What all pure packages may know of the JDK and of others, but the strictest. */
    private static final String VALUES = "java\\.(lang|util|time)\\..*|org\\.jspecify\\..*";

    private static final String PATHS = "|java\\.nio\\.file\\.(Path|InvalidPathException)";

    /** What the pure packages may know of the JDK and of others. */
    private static final Map<String, Pattern> PURE =
            Map.of(
                    "lifecycle",
                    Pattern.compile(VALUES),
                    "fleet",
                    Pattern.compile(
                            "java\\.lang\\..*|java\\.util\\.(function\\.|stream\\.)?[A-Z]\\w*"
                                    + "|org\\.jspecify\\..*"),
                    "diagnosis",
                    Pattern.compile(VALUES + PATHS + "|java\\.nio\\.charset\\.StandardCharsets"),
                    "config.value",
                    Pattern.compile(VALUES + PATHS),
                    "config",
                    Pattern.compile(VALUES + PATHS));

    private static final Pattern PACKAGE_USED =
            Pattern.compile(
                    "\\bio\\.ottugi\\.supervisor(?:\\.([a-z]\\w*(?:\\.[a-z]\\w*)*))?\\.[A-Z]");
    private static final Pattern IMPORT = Pattern.compile("\\bimport\\s+(?:static\\s+)?([\\w.]+)");

    /** A call that may be made in one place only, or nowhere when that is empty. */
    private record Ban(String call, String pattern, String onlyIn) {}

    private static final List<Ban> BANS =
            List.of(
                    new Ban("currentTimeMillis", "\\bcurrentTimeMillis\\b", CLOCK),
                    new Ban("Instant.now", "\\bInstant\\s*\\.\\s*now\\b|\\bInstant::now\\b", CLOCK),
                    new Ban("Thread.sleep", "\\bThread\\s*(\\.|::)\\s*sleep\\b", ""),
                    new Ban("TimeUnit.sleep", "\\b[A-Z]+SECONDS\\s*\\.\\s*sleep\\b", ""),
                    new Ban("System.exit", "\\bSystem\\s*(\\.|::)\\s*exit\\b", MAIN),
                    new Ban("Runtime.halt", "\\)\\s*\\.\\s*halt\\s*\\(", MAIN),
                    new Ban("Runtime.exit", "getRuntime\\(\\)\\s*\\.\\s*exit\\b", MAIN),
                    // It throws at bytes that are no UTF-8, as a damaged file has: see Utf8.
                    new Ban("Files.readString", "\\bFiles\\s*(\\.|::)\\s*readString\\b", ""),
                    new Ban("printStackTrace", "\\bprintStackTrace\\b", ""),
                    new Ban("Runtime.exec", "getRuntime\\(\\)\\s*\\.\\s*exec\\b", ""),
                    new Ban("jnr", "\\bjnr\\.\\w", OURS + "posix/"),
                    new Ban("tomlj", "\\borg\\.tomlj\\b", OURS + "config/toml/"),
                    new Ban("commons-cli", "\\borg\\.apache\\.commons\\.cli\\b", OURS + "cli/"));

    /** Calls that would make a pure package impure. */
    private static final Pattern IMPURE =
            Pattern.compile(
                    "\\b(System\\s*\\.|Thread\\b|Runtime\\b|ProcessBuilder\\b|ProcessHandle\\b)");

    @Test
    void packagesKnowOnlyWhatIsBelowThem() throws IOException {
        assertTidy(TidyTest::layers);
    }

    @Test
    void theTableHasNoMoreThanIsUsed() throws IOException {
        Map<String, Set<String>> unused = new TreeMap<>();
        LAYERS.forEach((from, known) -> unused.put(from, new TreeSet<>(known)));
        for (Path file : sources(SUPERVISOR)) {
            String from = packageOf(SUPERVISOR.relativize(file).toString());
            Matcher used = PACKAGE_USED.matcher(SourceText.of(Files.readString(file)).code());
            while (used.find()) {
                Objects.requireNonNull(unused.get(from))
                        .remove(Objects.requireNonNullElse(used.group(1), ROOT));
            }
        }
        unused.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), unused);
    }

    @Test
    void coreIsPure() throws IOException {
        assertTidy(TidyTest::purity);
    }

    @Test
    void bannedCallsAreNotMade() throws IOException {
        assertTidy(TidyTest::bans);
    }

    @Test
    void methodsAndFilesAreShort() throws IOException {
        assertTidy(TidyTest::sizes);
    }

    @Test
    void packagesAreSmall() throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        for (Path file : sources(SUPERVISOR)) {
            files.merge(String.valueOf(file.getParent()), 1, Integer::sum);
        }
        // Its package-info is one more.
        files.values().removeIf(count -> count <= MOST_FILES + 1);
        assertEquals(Map.of(), files);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        assertTidy((path, source) -> packageInfo(path));
    }

    @Test
    void violationsAreSeen() {
        String path = OURS + "posix/X.java";
        assertEquals(
                List.of(path + ":2: System.exit"),
                bans(path, SourceText.of("/* System.exit( */ \"System.exit(\"\n System.exit(1);")));
        assertEquals(
                List.of(path + ":1: posix must not know cli.why"),
                layers(path, SourceText.of("import io.ottugi.supervisor.cli.why.Up;")));
        String rotate = OURS + "logs/rotate/X.java";
        assertEquals(
                List.of(rotate + ":1: logs.rotate must not know logs.read"),
                layers(rotate, SourceText.of("import io.ottugi.supervisor.logs.read.Tail;")));
        assertEquals(
                List.of(OURS + "config/X.java:1: config is pure, and must not know java.io.File"),
                purity(OURS + "config/X.java", SourceText.of("import java.io.File;")));
        assertEquals(List.of(), bans(path, SourceText.of("jnr.posix.POSIX p; '\"' + \"jnr.x\"")));
    }

    @Test
    void lengthsAreCountedRightly() {
        SourceText source =
                SourceText.of(
                        """
                        class A {
                            A() {
                                for (int i = 0; i < 3; i++) { String s = "}{"; }
                            }
                            @SuppressWarnings({"a", "b"})
                            <T> List<T> b(char c) throws IOException {
                                if (c == '{') { run(() -> { }); } // }
                                return switch (c) { default -> List.of(); };
                            }
                            record B(int x) { B { check(x); } }
                            interface D { default synchronized int g() { return 1; } }
                            enum C { ONE(1) { int f() { return 1; } }; abstract int f(); }
                        }
                        """);
        assertEquals(
                List.of(
                        new SourceText.Method("A", 2, 4),
                        new SourceText.Method("b", 6, 9),
                        new SourceText.Method("B", 10, 10),
                        new SourceText.Method("g", 11, 11),
                        new SourceText.Method("f", 12, 12)),
                source.methods());
    }

    private static void assertTidy(BiFunction<String, SourceText, List<String>> rule)
            throws IOException {
        List<String> found = new ArrayList<>();
        for (Path root : List.of(SUPERVISOR, WORKER)) {
            for (Path file : sources(root)) {
                String path = root.relativize(file).toString().replace('\\', '/');
                found.addAll(rule.apply(path, SourceText.of(Files.readString(file))));
            }
        }
        assertEquals(
                "",
                String.join("\n", found),
                () -> found.size() + " untidy places:\n" + String.join("\n", found) + "\n");
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            assertEquals(false, sources.isEmpty(), "no sources in " + root.toAbsolutePath());
            return sources;
        }
    }

    /** Reads the table; a package that knows one below itself there would make a circle. */
    private static Map<String, Set<String>> layers(Path table) {
        Map<String, Set<String>> layers = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(table)) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(":", -1);
                    Set<String> known = new TreeSet<>(List.of(parts[1].strip().split(" ")));
                    known.remove("");
                    assertTrue(layers.keySet().containsAll(known), line);
                    layers.put(parts[0], known);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layers;
    }

    private static List<String> layers(String path, SourceText source) {
        String from = packageOf(path);
        if (!path.startsWith(OURS)) {
            return List.of();
        }
        Set<String> below = LAYERS.get(from);
        if (below == null) {
            return List.of(path + ":1: package " + from + " has no place in the table of layers");
        }
        List<String> found = new ArrayList<>();
        Matcher used = PACKAGE_USED.matcher(source.code());
        while (used.find()) {
            String to = Objects.requireNonNullElse(used.group(1), ROOT);
            if (!to.equals(from) && !below.contains(to)) {
                found.add(at(path, source, used) + from + " must not know " + to);
            }
        }
        return found;
    }

    private static List<String> purity(String path, SourceText source) {
        String from = packageOf(path);
        Pattern allowed = PURE.get(from);
        if (allowed == null) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        Matcher imported = IMPORT.matcher(source.code());
        while (imported.find()) {
            String name = String.valueOf(imported.group(1));
            if (!name.startsWith("io.ottugi.") && !allowed.matcher(name).matches()) {
                found.add(
                        at(path, source, imported) + from + " is pure, and must not know " + name);
            }
        }
        Matcher impure = IMPURE.matcher(source.code());
        while (impure.find()) {
            found.add(at(path, source, impure) + from + " is pure: " + impure.group());
        }
        return found;
    }

    private static List<String> bans(String path, SourceText source) {
        List<String> found = new ArrayList<>();
        for (Ban ban : BANS) {
            boolean allowed = !ban.onlyIn().isEmpty() && isIn(path, ban.onlyIn());
            Matcher call = Pattern.compile(ban.pattern()).matcher(source.code());
            while (!allowed && call.find()) {
                found.add(at(path, source, call) + ban.call());
            }
        }
        return found;
    }

    private static boolean isIn(String path, String place) {
        return place.endsWith("/") ? path.startsWith(place) : path.endsWith("/" + place);
    }

    private static List<String> sizes(String path, SourceText source) {
        List<String> found = new ArrayList<>();
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (source.lines() > LONG_LISTS.getOrDefault(file, LONGEST_FILE)) {
            found.add(path + ":" + source.lines() + ": file too long");
        }
        for (SourceText.Method method : source.methods()) {
            if (method.lines() > LONGEST_METHOD) {
                String name = method.name() + " has " + method.lines() + " lines";
                found.add(path + ":" + method.firstLine() + ": " + name);
            }
        }
        return found;
    }

    private static List<String> packageInfo(String path) {
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        boolean there =
                Stream.of(SUPERVISOR, WORKER)
                        .anyMatch(
                                root ->
                                        Files.exists(
                                                root.resolve(directory + "package-info.java")));
        return there ? List.of() : List.of(path + ":1: its package has no package-info");
    }

    private static String packageOf(String path) {
        if (!path.startsWith(OURS)) {
            return "";
        }
        String rest = path.substring(OURS.length());
        int last = rest.lastIndexOf('/');
        return last < 0 ? ROOT : rest.substring(0, last).replace('/', '.');
    }

    private static String at(String path, SourceText source, Matcher where) {
        return path + ":" + source.lineAt(where.start()) + ": ";
    }
}
