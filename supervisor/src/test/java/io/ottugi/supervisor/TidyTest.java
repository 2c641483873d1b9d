package io.ottugi.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** One fact a constant: such a list is longer than code may be. */
    private static final Map<String, Integer> LONG_LISTS = Map.of("Key.java", 400);

    private static final Path SUPERVISOR = Path.of("src", "main", "java");
    private static final Path WORKER = Path.of("..", "worker", "src", "main", "java");
    private static final String OURS = "io/ottugi/supervisor/";
    private static final String CLOCK = "Clock.java";
    private static final String MAIN = "Main.java";

    private static final Set<String> EDGES =
            Set.of("process", "control", "logs.record", "logs.rotate", "evidence", "daemon");
    private static final Set<String> CORE =
            Set.of("lifecycle", "config", "failure", "json", "disk");

    /** Package → the packages it may know. The root package and {@code cli} may know all. */
    private static final Map<String, Set<String>> LAYERS =
            Map.ofEntries(
                    Map.entry("failure", Set.of()),
                    Map.entry("json", Set.of()),
                    Map.entry("disk", Set.of("failure")),
                    Map.entry("lifecycle", Set.of()),
                    Map.entry("config", Set.of("lifecycle")),
                    Map.entry("events", Set.of("config", "json", "lifecycle")),
                    Map.entry("fleet", Set.of("config", "lifecycle")),
                    Map.entry("toml", Set.of("config", "failure")),
                    Map.entry("posix", Set.of("failure")),
                    Map.entry("process", with(CORE, Set.of("posix"))),
                    Map.entry("control", with(CORE, Set.of("posix"))),
                    Map.entry("logs.record", Set.of("config", "disk", "failure", "json", "posix")),
                    Map.entry(
                            "logs.rotate",
                            Set.of(
                                    "config",
                                    "disk",
                                    "events",
                                    "failure",
                                    "json",
                                    "logs.record",
                                    "posix")),
                    Map.entry(
                            "logs.read",
                            Set.of("config", "disk", "failure", "json", "logs.record")),
                    Map.entry(
                            "evidence",
                            with(
                                    CORE,
                                    Set.of(
                                            "events",
                                            "posix",
                                            "process",
                                            "logs.read",
                                            "logs.record"))),
                    Map.entry("daemon", with(CORE, Set.of("posix", "process", "logs.record"))),
                    Map.entry("boot", with(CORE, with(EDGES, Set.of("posix")))),
                    Map.entry(
                            "runtime",
                            with(CORE, with(EDGES, Set.of("events", "fleet", "posix")))));

    /** What the pure packages may know of the JDK and of others. */
    private static final Map<String, Pattern> PURE =
            Map.of(
                    "lifecycle",
                    Pattern.compile("java\\.(lang|util|time)\\..*|org\\.jspecify\\..*"),
                    "fleet",
                    Pattern.compile(
                            "java\\.lang\\..*|java\\.util\\.(function\\.|stream\\.)?[A-Z]\\w*"
                                    + "|org\\.jspecify\\..*"),
                    "config",
                    Pattern.compile(
                            "java\\.(lang|util|time)\\..*|java\\.nio\\.file\\.(Path|InvalidPathException)"
                                    + "|org\\.jspecify\\..*"));

    private static final Pattern PACKAGE_USED =
            Pattern.compile("\\bio\\.ottugi\\.supervisor\\.([A-Z]\\w*|[a-z]\\w*(?:\\.[a-z]\\w*)*)");
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
                    new Ban("tomlj", "\\borg\\.tomlj\\b", OURS + "toml/"),
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
                List.of(path + ":1: posix must not know cli"),
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
        if (from.isEmpty() || from.equals("cli")) {
            return List.of();
        }
        Set<String> below = LAYERS.get(from);
        if (below == null) {
            return List.of(path + ":1: package " + from + " has no place in the table of layers");
        }
        List<String> found = new ArrayList<>();
        Matcher used = PACKAGE_USED.matcher(source.code());
        while (used.find()) {
            String to = room(String.valueOf(used.group(1)));
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
        return last < 0 ? "" : room(rest.substring(0, last).replace('/', '.'));
    }

    /** Returns a package itself if the table of layers has it, else the package that it is in. */
    private static String room(String name) {
        int dot = name.indexOf('.');
        return dot < 0 || LAYERS.containsKey(name) ? name : name.substring(0, dot);
    }

    private static String at(String path, SourceText source, Matcher where) {
        return path + ":" + source.lineAt(where.start()) + ": ";
    }

    private static Set<String> with(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
