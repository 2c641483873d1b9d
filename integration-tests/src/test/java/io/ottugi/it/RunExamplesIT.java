package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The examples do what their comments say. Their programs, accounts and directories are of other
 * machines: stand-ins run in their place, and one that is to end does so when the test lets it.
 */
class RunExamplesIT {
    private static final Path SHIPPED = Sandbox.distribution().resolve("examples/ottugi.toml");
    private static final Path DOCS = Sandbox.distribution().resolve("../../docs/examples");

    /** What only the machine of the example has; the harness knows its own by the environment. */
    private static final Pattern OF_THE_MACHINE =
            Pattern.compile(
                    "(?m)^(user|group|directory|environment_file|inherit_environment|log|nice)"
                            + " = .*\\n");

    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(\\[worker\\.([a-z-]+)\\]\\n)command = .*$");

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private Path standIn = Path.of("/");

    @BeforeEach
    void programs() {
        standIn =
                sandbox.script(
                        "stand-in",
                        "case $1 in migrate | schema)",
                        "    until [ -e '" + sandbox.work() + "/go' ]; do sleep 0.02; done",
                        "    exit 0 ;;",
                        "esac",
                        "trap 'exit 78' USR1",
                        "trap 'exit 0' TERM INT QUIT",
                        "echo ready",
                        "while :; do sleep 0.05; done");
    }

    @Test
    void theShippedOne() throws IOException {
        Status up = upWhenTheTaskHasEnded(read(SHIPPED), "schema", "db", "web:1", "web:2");
        assertEquals("STOPPED", up.state("report"), "started by hand only");
        Set<String> ports = new TreeSet<>();
        for (String name : List.of("web:1", "web:2")) {
            Proc web = new Proc(pid(up, name));
            ports.add(web.environment().getOrDefault("PORT", ""));
            assertTrue(web.limit("Max core file size").startsWith("0 0"));
        }
        assertEquals(Set.of("8081", "8082"), ports);
        assertBackoff("web:1", Duration.ofMillis(200), Duration.ofMillis(400));
        // A bad configuration does not mend itself: it waits until a file changes.
        fell("web:2", Sig.USR1, "FAILED");
        assertEquals(
                "exit 78",
                Objects.requireNonNull(shop.status().worker("web:2").lastFall()).cause());
        Files.writeString(standIn, Files.readString(standIn) + "\n");
        shop.awaitStatus("web:2 is tried again", s -> s.state("web:2").equals("RUNNING"));
        shop.does("start", "report").run().expect(0);
        assertEquals("RUNNING", shop.status().state("report"));
        shop.down().expect(0);
    }

    @Test
    void ofPm2() throws IOException {
        Status up =
                upWhenTheTaskHasEnded(
                        read(DOCS.resolve("from-pm2.toml")), "migrate", "mailer", "web:4", "api:2");
        assertEquals("STOPPED", up.state("debug-proxy"));
        for (int i = 1; i <= 4; i++) {
            Proc web = new Proc(pid(up, "web:" + i));
            assertEquals("300" + i, web.environment().get("PORT"));
        }
        shop.down().expect(0);
    }

    @Test
    void ofSupervisord() throws IOException {
        Status up =
                upWhenTheTaskHasEnded(
                        read(DOCS.resolve("from-supervisord.toml")),
                        "migrate",
                        "postgres",
                        "backend-api:3",
                        "nginx");
        assertEquals("STOPPED", up.state("report"));
        shop.down().expect(0);
    }

    @Test
    void ofSystemd() throws IOException {
        Status up =
                upWhenTheTaskHasEnded(
                        read(DOCS.resolve("from-systemd.toml")),
                        "migrate",
                        "postgres",
                        "api:3",
                        "nginx");
        // PartOf=: restarted when redis is.
        Sig.KILL.to(pid(up, "redis"));
        awaitOther(up, "session-cache");
        assertEquals(pid(up, "mailer"), pid(shop.status(), "mailer"));
        // Restart=on-abnormal: signals, but no exit code.
        Sig.SEGV.to(pid(up, "indexer"));
        awaitOther(up, "indexer");
        fell("indexer", Sig.USR1, "EXITED");
        shop.down().expect(0);
    }

    /** Those before the task run, those after it wait for its success; then all that start do. */
    private Status upWhenTheTaskHasEnded(String file, String task, String first, String... last)
            throws IOException {
        Path shown = sandbox.write("shop.toml", file);
        Running up = shop.does("up", "-c", shown.toString()).start();
        Await.until("the supervisor answers", () -> Files.exists(shop.socket()));
        shop.awaitStatus(
                task + " works",
                s -> s.state(task).equals("RUNNING") && s.state(first).equals("RUNNING"));
        for (String name : last) {
            assertEquals("WAITING", shop.status().state(name), name);
        }
        sandbox.write("go", "");
        up.finish().expect(0);
        Status status = shop.status();
        assertEquals("EXITED", status.state(task));
        for (String name : last) {
            assertEquals("RUNNING", status.state(name), name);
        }
        return status;
    }

    private void fell(String worker, Sig signal, String state) {
        long generation = shop.status().worker(worker).generation();
        Await.until(
                worker + " has set its traps",
                () -> log(worker).lines().filter("ready"::equals).count() >= generation);
        signal.to(pid(shop.status(), worker));
        shop.awaitStatus(worker + " is " + state, s -> s.state(worker).equals(state));
    }

    private void awaitOther(Status before, String worker) {
        long pid = pid(before, worker);
        Status after =
                shop.awaitStatus(
                        worker + " is another process",
                        s -> s.state(worker).equals("RUNNING") && pid(s, worker) != pid);
        assertNotEquals(pid, after.worker(worker).pid());
    }

    /**
     * The first fall is answered at once, the next ones after these waits, give or take a fifth.
     */
    private void assertBackoff(String worker, Duration... waits) {
        for (int fall = 0; fall <= waits.length; fall++) {
            Status before = shop.status();
            Sig.KILL.to(pid(before, worker));
            awaitOther(before, worker);
        }
        List<Event> backoffs =
                shop.events("backoff").stream().filter(e -> e.worker().equals(worker)).toList();
        for (int i = 0; i < waits.length; i++) {
            Event backoff = backoffs.get(backoffs.size() - waits.length + i);
            Duration wait =
                    Duration.between(
                            Instant.parse(backoff.text("at")),
                            Instant.parse(backoff.text("next_attempt")));
            assertTrue(wait.compareTo(waits[i].multipliedBy(7).dividedBy(10)) > 0, wait::toString);
            assertTrue(wait.compareTo(waits[i].multipliedBy(13).dividedBy(10)) < 0, wait::toString);
        }
    }

    private static long pid(Status status, String worker) {
        return Objects.requireNonNullElse(status.worker(worker).pid(), -1L);
    }

    private String log(String worker) {
        try {
            return Files.readString(shop.logs().resolve(worker + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    private String read(Path example) throws IOException {
        String text = OF_THE_MACHINE.matcher(Files.readString(example)).replaceAll("");
        text = text.replace("nofile = 65536, ", "").replaceAll("(nofile|memlock) = [^ ]+ ", "");
        String program = Matcher.quoteReplacement(standIn.toString());
        return COMMAND.matcher(text).replaceAll("$1command = [\"" + program + "\", \"$2\"]");
    }
}
