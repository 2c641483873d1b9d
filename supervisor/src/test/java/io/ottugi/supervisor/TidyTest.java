package io.ottugi.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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

    /** Package → the packages that it may know, lowest first. Nobody knows the root package. */
    private static final Map<String, Set<String>> LAYERS =
            Map.ofEntries(
                    Map.entry("", Set.of("cli", "cli.base", "failure", "process.launch")),
                    Map.entry("failure", Set.of()),
                    Map.entry("json", Set.of()),
                    Map.entry("lifecycle", Set.of()),
                    Map.entry("posix", Set.of()),
                    Map.entry("config.value", Set.of("lifecycle")),
                    Map.entry("disk", Set.of("failure")),
                    Map.entry("boot", Set.of("config.value", "disk", "failure")),
                    Map.entry("config", Set.of("config.value", "lifecycle")),
                    Map.entry("control", Set.of("config.value", "disk", "failure", "json")),
                    Map.entry("diagnosis", Set.of("config.value", "lifecycle")),
                    Map.entry("events", Set.of("config.value", "json", "lifecycle")),
                    Map.entry("logs.record", Set.of("disk", "json", "posix")),
                    Map.entry("config.toml", Set.of("config", "config.value")),
                    Map.entry("fleet", Set.of("config", "config.value", "lifecycle")),
                    Map.entry(
                            "logs.read",
                            Set.of("config", "disk", "failure", "json", "logs.record")),
                    Map.entry(
                            "logs.rotate",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "disk",
                                    "events",
                                    "failure",
                                    "json",
                                    "logs.record",
                                    "posix")),
                    Map.entry("proc", Set.of("config", "disk", "failure", "posix")),
                    Map.entry("process.jvm", Set.of("config", "json")),
                    Map.entry(
                            "evidence.incident",
                            Set.of(
                                    "config",
                                    "diagnosis",
                                    "disk",
                                    "failure",
                                    "json",
                                    "posix",
                                    "proc")),
                    Map.entry(
                            "process.launch",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "disk",
                                    "failure",
                                    "lifecycle",
                                    "posix",
                                    "proc",
                                    "process.jvm")),
                    Map.entry(
                            "cli.why",
                            Set.of(
                                    "config.value",
                                    "diagnosis",
                                    "events",
                                    "evidence.incident",
                                    "json")),
                    Map.entry(
                            "evidence",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "diagnosis",
                                    "disk",
                                    "events",
                                    "evidence.incident",
                                    "json",
                                    "lifecycle",
                                    "logs.read",
                                    "logs.record",
                                    "posix",
                                    "proc",
                                    "process.jvm")),
                    Map.entry(
                            "process",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "disk",
                                    "json",
                                    "posix",
                                    "proc",
                                    "process.jvm",
                                    "process.launch")),
                    Map.entry(
                            "daemon",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "disk",
                                    "failure",
                                    "json",
                                    "logs.record",
                                    "posix",
                                    "proc",
                                    "process")),
                    Map.entry(
                            "evidence.live",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "diagnosis",
                                    "disk",
                                    "evidence",
                                    "evidence.incident",
                                    "proc",
                                    "process",
                                    "process.launch")),
                    Map.entry(
                            "runtime.loop",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "control",
                                    "events",
                                    "evidence",
                                    "failure",
                                    "fleet",
                                    "lifecycle",
                                    "logs.rotate",
                                    "proc",
                                    "process")),
                    Map.entry(
                            "cli.base",
                            Set.of(
                                    "cli.why",
                                    "config",
                                    "config.toml",
                                    "config.value",
                                    "control",
                                    "daemon",
                                    "disk",
                                    "events",
                                    "failure",
                                    "json",
                                    "logs.read",
                                    "posix",
                                    "proc",
                                    "process",
                                    "runtime.loop")),
                    Map.entry(
                            "cli.documents",
                            Set.of("config", "config.toml", "config.value", "daemon", "failure")),
                    Map.entry(
                            "runtime",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "control",
                                    "daemon",
                                    "diagnosis",
                                    "disk",
                                    "events",
                                    "evidence",
                                    "evidence.incident",
                                    "failure",
                                    "fleet",
                                    "json",
                                    "lifecycle",
                                    "logs.rotate",
                                    "posix",
                                    "proc",
                                    "process",
                                    "process.jvm",
                                    "process.launch",
                                    "runtime.loop")),
                    Map.entry(
                            "assembly",
                            Set.of(
                                    "config",
                                    "config.value",
                                    "control",
                                    "daemon",
                                    "disk",
                                    "events",
                                    "evidence",
                                    "evidence.incident",
                                    "evidence.live",
                                    "failure",
                                    "lifecycle",
                                    "logs.read",
                                    "logs.record",
                                    "logs.rotate",
                                    "posix",
                                    "process",
                                    "process.launch",
                                    "runtime",
                                    "runtime.loop")),
                    Map.entry(
                            "cli.check",
                            Set.of(
                                    "assembly",
                                    "cli.base",
                                    "config",
                                    "config.toml",
                                    "config.value",
                                    "daemon",
                                    "failure",
                                    "json",
                                    "logs.rotate",
                                    "posix",
                                    "proc",
                                    "process",
                                    "process.launch")),
                    Map.entry(
                            "cli.events",
                            Set.of(
                                    "cli.base",
                                    "cli.why",
                                    "config",
                                    "config.value",
                                    "control",
                                    "daemon",
                                    "diagnosis",
                                    "events",
                                    "evidence.incident",
                                    "failure",
                                    "json")),
                    Map.entry(
                            "cli.status",
                            Set.of(
                                    "cli.base",
                                    "cli.why",
                                    "config.value",
                                    "control",
                                    "daemon",
                                    "events",
                                    "evidence.incident",
                                    "failure",
                                    "json",
                                    "process")),
                    Map.entry(
                            "cli.logs",
                            Set.of(
                                    "cli.base",
                                    "cli.events",
                                    "config",
                                    "config.value",
                                    "daemon",
                                    "failure",
                                    "logs.read",
                                    "logs.record",
                                    "process")),
                    Map.entry(
                            "cli",
                            Set.of(
                                    "assembly",
                                    "boot",
                                    "cli.base",
                                    "cli.check",
                                    "cli.documents",
                                    "cli.events",
                                    "cli.logs",
                                    "cli.status",
                                    "cli.why",
                                    "config",
                                    "config.value",
                                    "control",
                                    "daemon",
                                    "failure",
                                    "json",
                                    "proc",
                                    "process")));

    /** What the pure packages may know of the JDK and of others. */
    private static final Map<String, Pattern> PURE =
            Map.of(
                    "lifecycle",
                    Pattern.compile("java\\.(lang|util|time)\\..*|org\\.jspecify\\..*"),
                    "fleet",
                    Pattern.compile(
                            "java\\.lang\\..*|java\\.util\\.(function\\.|stream\\.)?[A-Z]\\w*"
                                    + "|org\\.jspecify\\..*"),
                    "diagnosis",
                    Pattern.compile(
                            "java\\.(lang|util|time)\\..*|java\\.nio\\.charset\\.StandardCharsets|java\\.nio\\.file\\.(Path|InvalidPathException)"
                                    + "|org\\.jspecify\\..*"),
                    "config.value",
                    Pattern.compile(
                            "java\\.(lang|util|time)\\..*|java\\.nio\\.file\\.(Path|InvalidPathException)"
                                    + "|org\\.jspecify\\..*"),
                    "config",
                    Pattern.compile(
                            "java\\.(lang|util|time)\\..*|java\\.nio\\.file\\.(Path|InvalidPathException)"
                                    + "|org\\.jspecify\\..*"));

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
            String to = Objects.requireNonNullElse(used.group(1), "");
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
        return last < 0 ? "" : rest.substring(0, last).replace('/', '.');
    }

    private static String at(String path, SourceText source, Matcher where) {
        return path + ":" + source.lineAt(where.start()) + ": ";
    }
}
