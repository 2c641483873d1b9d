package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that hang are looked at before they are killed; those that do not, when asked to. */
class HangIT {
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final String CLASSES =
            Path.of(Hanging.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                    .toString();
    private static final Duration LONGEST_EXAMINATION = Duration.ofSeconds(5);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private final StringBuilder file = new StringBuilder("[supervisor]\nname = \"shop\"\n");

    @Test
    void whatDoesNotEndIsLookedAtBeforeItIsKilled() {
        Path xrs = sandbox.script("xrs", "trap '' TERM", "exec \"$@\"");
        worker("deadlock", java("-Xmx32m", "deadlock"));
        worker("xrs", prepend(xrs.toString(), java("-Xrs", "wait")));
        worker("deaf", script("deaf", "trap '' TERM", "echo ready", "while :; do sleep 0.1; done"));
        // Whenever it is continued, as it is after TERM, it stops itself again.
        String stop = "while :; do [ -z \"$told\" ] || kill -STOP $$; sleep 0.02; done";
        worker("frozen", script("frozen", "trap told=1 TERM", "echo ready", stop));
        up("stop = { timeout = \"300ms\" }");
        Stream.of("deadlock", "xrs", "deaf", "frozen").forEach(this::awaitReady);
        shop.does("stop", "all").run().expect(0);

        assertTrue(Stream.of("deadlock", "xrs", "deaf", "frozen").allMatch(this::wasKilledInTime));
        String sentence = killed("deadlock").text("sentence");
        assertTrue(sentence.contains("deadlock"), sentence);
        String quotes = killed("deadlock").fields().get("quotes").toString();
        assertTrue(quotes.contains("left") && quotes.contains("which is held by"), quotes);
        String first = incidentFile("deadlock", "threads-1.txt");
        assertTrue(first.contains("Full thread dump") && first.contains("Heap"), first);
        String second = incidentFile("deadlock", "threads-2.txt");
        assertTrue(second.contains("\"left\" waits for <"), second);
        assertTrue(second.contains("held by \"right\", at io.ottugi.it.Hanging.lock"), second);
        assertEquals("ready\nno\n", incidentFile("deadlock", "output.txt"));
        assertTrue(incidentFile("xrs", "threads-1.txt").contains("-Xrs"));
        assertFalse(log("xrs").contains("thread dump"));
        assertTrue(incidentFile("frozen", "process.txt").contains("state: T (stopped"));
        assertTrue(incidentFile("deaf", "descriptors.txt").contains("deaf.log"));
        assertTrue(incidentFile("deaf", "memory.txt").contains("VmRSS"));
    }

    @Test
    void whatAJvmLeavesIsKeptUnlessItIsToldToLeaveItElsewhere() throws IOException {
        Path own = sandbox.work().resolve("own-%p.log");
        worker("own", java("-XX:ErrorFile=" + own, "wait"));
        worker("ours", java("-Xmx32m", "wait"));
        worker("heap", java("-Xmx16m", "-XX:+ExitOnOutOfMemoryError", "heap"));
        up("evidence = { heap_dump = true, flight_recording = true }\nrestart = \"never\"");
        Stream.of("own", "ours").forEach(this::awaitReady);
        assertEquals("ready\n", log("ours"), "nothing but its own output");
        long ownPid = pid("own");
        Stream.of("own", "ours").forEach(name -> Sig.SEGV.to(pid(name)));

        Path heap = explained("heap");
        assertTrue(Files.size(heap.resolve("heap.hprof")) > 0);
        assertTrue(Files.isRegularFile(heap.resolve("recording.jfr")), () -> list(heap));
        Path ours = explained("ours");
        assertTrue(Files.size(ours.resolve("hs_err.log")) > 0);
        assertTrue(Files.size(ours.resolve("recording.jfr")) > 0);
        explained("own");
        assertTrue(Files.exists(sandbox.work().resolve("own-" + ownPid + ".log")));
        String command = shop.does("status", "--json", "ours").run().out();
        assertFalse(command.contains("ErrorFile"), command);
    }

    @Test
    void evidenceOfAHealthyJvmLeavesItAsItIs() throws IOException {
        worker("web", java("-Xmx32m", "count"));
        up("");
        Await.until("it counts", () -> Workers.lastCount(log("web")) > 2);
        long pid = pid("web");
        Result dump =
                shop.does("dump", "--histogram", "--flight-recording", "1s", "web").run().expect(0);
        Path incident = Path.of(dump.out().lines().findFirst().orElse("").replace("web: ", ""));
        String files = list(incident);
        assertEquals(
                "descriptors.txt histogram.txt memory.txt output.txt process.txt recording.jfr"
                        + " summary.json threads-1.txt threads-2.txt",
                files,
                dump::toString);
        assertTrue(
                Files.readString(incident.resolve("histogram.txt")).contains("java.lang.String"));
        assertTrue(Files.size(incident.resolve("recording.jfr")) > 0);
        assertEquals(1, shop.events("dumped").size());
        long count = Workers.lastCount(log("web"));
        Await.until("it counts on", () -> Workers.lastCount(log("web")) > count);
        assertEquals(pid, pid("web"));
        shop.does("stop", "web").run().expect(0);
        String none = shop.does("dump", "web").run().expect(1).out();
        assertTrue(none.contains("does not run"), none);
    }

    @Test
    void failureIsToldOnceAnEpisode() throws IOException {
        Path told = sandbox.work().resolve("told");
        String variables = "$OTTUGI_WORKER $OTTUGI_NAME ${OTTUGI_WORKER_ID:-none}";
        Path tell = sandbox.script("tell", "echo \"$* " + variables + "\" >> " + told, "env");
        failing("web", "\"" + tell + "\", \"{worker}\", \"{incident}\"", "1m");
        failing("slow", "\"sleep\", \"1000\"", "200ms");
        Path written = sandbox.write("ottugi.toml", file.toString());
        sandbox.ottugi("up", "-c", written.toString()).run();
        for (String worker : List.of("web", "slow")) {
            Await.until(
                    worker + " is given up", () -> shop.status().state(worker).equals("FAILED"));
        }
        assertEquals("200ms", event("failure-command", "slow").text("timeout"));
        assertEquals("0", event("failure-command", "web").text("exit"));
        String line = Files.readString(told);
        Path incident = explained("web");
        assertEquals("web " + incident + " web shop none\n", line);
        assertTrue(Files.readString(incident.resolve("on_failure.txt")).contains("OTTUGI_CAUSE="));
        shop.does("start", "web").run();
        Await.until("told again", () -> Files.readAllLines(told).size() == 2);
        Await.until("given up", () -> shop.status().state("web").equals("FAILED"));
        assertEquals(2, Files.readAllLines(told).size());
    }

    private void failing(String name, String onFailure, String timeout) {
        file.append("[worker." + name + "]\ncommand = [\"sh\", \"-c\", \"exit 7\"]\n")
                .append(
                        "on_failure = ["
                                + onFailure
                                + "]\non_failure_timeout = \""
                                + timeout
                                + "\"\n")
                .append("restart = { initial = \"1ms\", jitter = 0, limit.restarts = 3 }\n");
    }

    private void up(String settings) {
        Path written =
                sandbox.write(
                        "ottugi.toml", file.toString().replace("command", settings + "\ncommand"));
        sandbox.ottugi("up", "-c", written.toString()).run().expect(0);
    }

    private void worker(String name, List<String> command) {
        String words = command.stream().map(w -> '"' + w + '"').collect(Collectors.joining(", "));
        file.append("[worker." + name + "]\ncommand = [" + words + "]\n");
    }

    private static List<String> java(String... words) {
        List<String> options = List.of(words).subList(0, words.length - 1);
        return Stream.of(
                        List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        options,
                        List.of("-cp", CLASSES, Hanging.class.getName()),
                        List.of(words[words.length - 1]))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> prepend(String word, List<String> words) {
        return Stream.concat(Stream.of(word), words.stream()).toList();
    }

    private List<String> script(String name, String... lines) {
        return List.of(sandbox.script(name, lines).toString());
    }

    private void awaitReady(String worker) {
        Await.until(worker + " is ready", () -> log(worker).contains("ready"));
    }

    private String log(String worker) {
        Path log = shop.logs().resolve(worker + ".log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long pid(String worker) {
        Long pid = shop.status().worker(worker).pid();
        assertTrue(pid != null, () -> worker + " does not run");
        return pid == null ? 0 : pid;
    }

    private boolean wasKilledInTime(String worker) {
        Event examining = event("examining", worker);
        Event killing = event("killing", worker);
        Duration took = Duration.between(at(examining), at(killing));
        return took.compareTo(LONGEST_EXAMINATION.plusSeconds(1)) < 0;
    }

    private static Instant at(Event event) {
        return Instant.parse(event.text("at"));
    }

    private Event event(String kind, String worker) {
        return Await.value(
                        kind + " of " + worker,
                        () ->
                                shop.events(kind).stream()
                                        .filter(event -> event.worker().equals(worker))
                                        .toList(),
                        events -> !events.isEmpty())
                .get(0);
    }

    private Event killed(String worker) {
        Event event = event("explained", worker);
        assertEquals("killed-after-stop-timeout", event.text("finding"), event::toString);
        return event;
    }

    private Path explained(String worker) {
        return Path.of(event("explained", worker).text("incident"));
    }

    private String incidentFile(String worker, String name) {
        Path file = Path.of(killed(worker).text("incident")).resolve(name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("no " + name + " among " + list(file.resolveSibling("")), e);
        }
    }

    private static String list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
