package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real programs that fall in every way there is: the cause is found, and kept. */
class CauseIT {
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final String SECRET = "hunter2-and-more";
    private static final int CLASS_FILE_VERSION = 7;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private final StringBuilder file = new StringBuilder("[supervisor]\nname = \"shop\"\n");

    @Test
    void whateverKillsAWorkerIsFoundAndKept() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            programs(port);
            up();
            theJvmsOwnFalls();
            theProgramsFalls(port);
            signals();
        }
        noSecretIsWrittenAnywhere();
    }

    private void programs(String port) throws IOException {
        worker("heap", "evidence.heap_dump = true", java("-XX:+ExitOnOutOfMemoryError", "heap"));
        worker("direct", "", java("-XX:MaxDirectMemorySize=4m", "direct"));
        worker("port", "", java("-Xmx16m", "port", port));
        worker("throw", "environment.DB_PASSWORD = \"" + SECRET + "\"", java("-Xmx16m", "throw"));
        worker("crash", "", java("-Xmx16m", "wait", "--password=" + SECRET));
        worker("option", "", List.of(JAVA, "-XX:+NoSuchOption", "Main"));
        worker("memory", "", List.of(JAVA, "-Xms9000g", "-Xmx9000g", "Main"));
        worker("jar", "", List.of(JAVA, "-jar", sandbox.work() + "/no.jar"));
        worker("class", "", List.of(JAVA, "-cp", sandbox.work().toString(), "no.such.Main"));
        String newer = newerClasses().toString();
        worker("version", "", List.of(JAVA, "-cp", newer, Falling.class.getName()));
        worker("somebody", "", List.of("sleep", "1000"));
        worker("operator", "", List.of("sleep", "1001"));
        worker(
                "denied",
                "",
                List.of("sh", "-c", "echo cannot open /srv/x: Permission denied; exit 9"));
    }

    private void theJvmsOwnFalls() throws IOException {
        Path heap =
                found("heap", "java-out-of-memory", "Exited with code 3", "ran out of Java heap");
        assertFiles(heap, "heap.hprof", "output.txt", "summary.json");
        found("direct", "java-out-of-memory", "Exited with code 1", "direct buffer memory");
        found("option", "bad-jvm-option", "NoSuchOption");
        found("memory", "not-enough-memory", "Exited with code 1");
        found("jar", "jar-not-found", sandbox.work() + "/no.jar is not there");
        found("class", "class-not-found", "main class no.such.Main was not found");
        int runs = Runtime.version().feature();
        found("version", "wrong-java-version", "needs Java 55, but it was run by Java " + runs);
    }

    private void theProgramsFalls(String port) throws IOException {
        long us = ProcessHandle.current().pid();
        found("port", "port-in-use", "port " + port + " is already in use by pid " + us + " (");
        found("throw", "uncaught-exception", "no database, caused by java.io.IOException: access");
        found("denied", "permission-denied", "Exited with code 9", "/srv/x");
    }

    private void signals() throws IOException {
        Await.until("it is a JVM by now", () -> log("crash").contains("waiting"));
        Sig.SEGV.to(pid("crash"));
        Sig.KILL.to(pid("somebody"));
        shop.does("signal", "KILL", "operator").run().expect(0);
        String sender = "which process " + ProcessHandle.current().pid() + " of user id";
        Path crash = found("crash", "jvm-crash", "SIGSEGV", sender);
        assertFiles(crash, "hs_err.log", "output.txt", "summary.json");
        found("somebody", "killed-by-somebody", "ottugi did not send");
        String user = System.getProperty("user.name");
        found("operator", "killed-by-operator", "after user " + user + " sent it KILL");
    }

    private long pid(String worker) {
        Await.until(worker + " runs", () -> shop.status().state(worker).equals("RUNNING"));
        return Objects.requireNonNull(shop.status().worker(worker).pid());
    }

    private void noSecretIsWrittenAnywhere() throws IOException {
        shop.down().expect(0);
        List<Path> written;
        try (Stream<Path> all = Files.walk(shop.state())) {
            written = all.filter(Files::isRegularFile).toList();
        }
        for (Path path : written) {
            String name = path.getFileName().toString();
            boolean tells = !name.endsWith(".hprof") && !name.equals("spec.json");
            if (tells && !path.startsWith(shop.state().resolve("workers"))) {
                String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(SECRET), () -> "a secret in " + path);
            }
        }
    }

    /** A JVM names no port in its BindException; the output above and who listens tell it. */
    @Test
    void aPortThatAnotherWorkerHoldsIsToldByTheWorkersName() throws IOException {
        Path note = sandbox.work().resolve("port");
        worker("db", "", java("-Xmx16m", "serve", note.toString()));
        worker("web", "autostart = false", java("-Xmx16m", "serve", note.toString()));
        up();
        Await.until("the port is taken", () -> Files.exists(note));
        sandbox.ottugi("start", "-n", "shop", "--no-wait", "web").run().expect(0);
        long holder = pid("db");
        found(
                "web",
                "port-in-use",
                "Exited with code 1: port %s is already in use by worker 'db', pid %d (java)."
                        .formatted(Files.readString(note), holder));
    }

    @Test
    void eachGenerationIsJudgedByItsOwnOutput() throws IOException {
        String script =
                "n=$(cat n 2>/dev/null || echo 0); echo $((n+1)) > n; [ $n -gt 0 ] ||"
                        + " echo listen tcp :1: bind: address already in use; exit 1";
        file.append("[worker.web]\ndirectory = \"").append(sandbox.work());
        file.append("\"\nrestart = { initial = \"1ms\", max = \"1ms\" }\nevidence.keep = 2\n");
        file.append("command = ").append(list(List.of("sh", "-c", script))).append('\n');
        up();
        Await.until("four are explained", () -> explained("web").size() >= 4);
        List<Event> all = explained("web");
        assertEquals("port-in-use", all.get(0).text("finding"));
        assertEquals(1, all.get(0).generation());
        for (Event later : all.subList(1, 4)) {
            assertEquals("exit", later.text("finding"), () -> "of another generation: " + later);
        }
        shop.does("stop", "web").run().expect(0);
        Await.passes("no more than two are kept", () -> assertTrue(folders("web").size() <= 2));
        assertTrue(folders("web").get(0).compareTo("000002") >= 0, () -> "" + folders("web"));
    }

    @Test
    void whatWasAskedForIsNoIncident() {
        worker("good", "", List.of("sleep", "1000"));
        String deaf = "trap '' TERM; echo ready; while :; do sleep 0.05; done";
        worker("deaf", "stop.timeout = \"200ms\"", List.of("sh", "-c", deaf));
        up();
        Await.until("it is deaf", () -> log("deaf").contains("ready"));
        shop.does("stop", "good", "deaf").run().expect(0);
        String user = System.getProperty("user.name");
        Event asked = explanation("good");
        assertEquals("asked", asked.text("finding"));
        assertTrue(asked.text("sentence").contains("as user " + user + " asked"), asked::toString);
        assertEquals("", asked.text("incident"));
        found("deaf", "killed-after-stop-timeout", "did not within 200ms", "killed by ottugi");
    }

    private String log(String worker) {
        Path path = shop.logs().resolve(worker + ".log");
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void up() {
        sandbox.write("shop.toml", file.toString());
        shop.upThoughItFalls("-c", "shop.toml");
    }

    private void worker(String name, String setting, List<String> command) {
        file.append("[worker.").append(name).append("]\nrestart = \"never\"\n");
        file.append(setting).append("\ncommand = ").append(list(command)).append('\n');
    }

    private static List<String> java(String flag, String... arguments) {
        Path classes =
                Path.of(
                        Falling.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA,
                                "-Xmx16m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                flag));
        command.addAll(List.of("-cp", classes.toString(), Falling.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String list(List<String> words) {
        return new Gson()
                .toJson(words)
                .replace("\\u003d", "=")
                .replace("\\u0027", "'")
                .replace("\\u003e", ">")
                .replace("\\u0026", "&");
    }

    /** The same program, as if a Java of the far future had compiled it. */
    private Path newerClasses() throws IOException {
        String name = Falling.class.getName().replace('.', '/') + ".class";
        Path root = sandbox.directory("newer");
        Path copy = root.resolve(name);
        Files.createDirectories(copy.getParent());
        try (var in = Falling.class.getResourceAsStream("/" + name)) {
            byte[] bytes = in.readAllBytes();
            bytes[CLASS_FILE_VERSION] = 99;
            Files.write(copy, bytes);
        }
        return root;
    }

    private List<Event> explained(String worker) {
        return shop.events("explained").stream().filter(e -> e.worker().equals(worker)).toList();
    }

    private Event explanation(String worker) {
        return Await.value(
                        "why " + worker + " fell", () -> explained(worker), all -> !all.isEmpty())
                .get(0);
    }

    /** Checks the event, and that the folder tells the same; returns that. */
    private Path found(String worker, String finding, String... words) {
        Event event = explanation(worker);
        assertEquals(finding, event.text("finding"), event::toString);
        for (String word : words) {
            assertTrue(event.text("sentence").contains(word), () -> word + " is not in " + event);
        }
        Path incident = Path.of(event.text("incident"));
        try {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(incident)));
            JsonObject summary =
                    new Gson()
                            .fromJson(
                                    Files.readString(incident.resolve("summary.json")),
                                    JsonObject.class);
            assertEquals(finding, summary.get("finding").getAsString());
            assertEquals(event.text("sentence"), summary.get("sentence").getAsString());
            assertEquals(worker, summary.get("worker").getAsString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return incident;
    }

    private static void assertFiles(Path incident, String... names) throws IOException {
        try (Stream<Path> files = Files.list(incident)) {
            assertEquals(
                    List.of(names),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    private List<String> folders(String worker) {
        try (Stream<Path> all = Files.list(shop.state().resolve("incidents").resolve(worker))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
