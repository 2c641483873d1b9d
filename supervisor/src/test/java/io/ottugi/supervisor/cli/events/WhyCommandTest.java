package io.ottugi.supervisor.cli.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.FakeSupervisor;
import io.ottugi.supervisor.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {
    private static final String UP =
            "{\"supervisor\":{\"name\":\"default\",\"state\":\"up\"},\"workers\":[";

    @TempDir Path home;

    private static String worker(String name, boolean well) {
        return "{\"name\":\"%s\",\"state\":\"%s\",\"ok\":%s}"
                .formatted(name, well ? "RUNNING" : "BACKOFF", well);
    }

    private static String fall(String worker, int second) {
        return "{\"at\":\"2026-11-22T12:00:%02dZ\",\"event\":\"fell\",\"worker\":\"%s\",\"generation\":1,\"cause\":\"exit 7\",\"by\":\"itself\"}\n"
                .formatted(second, worker);
    }

    @Test
    void withoutANameWhatIsDownIsTold() throws Exception {
        try (FakeSupervisor supervisor = new FakeSupervisor(home)) {
            supervisor.replies(
                    UP
                            + worker("a", true)
                            + ","
                            + worker("b", false)
                            + ","
                            + worker("c", true)
                            + "]}");
            var outcome = supervisor.ottugi("why");
            assertEquals(1, outcome.code());
            assertTrue(outcome.out().startsWith("b is down"), outcome::out);
            assertTrue(outcome.out().contains("The other 2 workers are well"), outcome::out);
            assertEquals(
                    3,
                    supervisor
                            .ottugi("why", "--all")
                            .out()
                            .lines()
                            .filter(l -> !l.isEmpty() && l.charAt(0) != ' ')
                            .count());
        }
    }

    @Test
    void whereAllIsWellTheOneThatFellLastIsTold() throws Exception {
        try (FakeSupervisor supervisor = new FakeSupervisor(home)) {
            Files.writeString(
                    supervisor.places().events(), fall("a", 1) + fall("b", 9) + fall("c", 3));
            supervisor.replies(
                    UP
                            + worker("a", true)
                            + ","
                            + worker("b", true)
                            + ","
                            + worker("c", true)
                            + "]}");
            var outcome = supervisor.ottugi("why");
            assertEquals(0, outcome.code());
            assertTrue(outcome.out().startsWith("b runs"), outcome::out);
            assertTrue(outcome.out().contains("Exited with code 7."), outcome::out);
        }
    }

    @Test
    void manyThatAreDownHaveAParagraphEach() throws Exception {
        try (FakeSupervisor supervisor = new FakeSupervisor(home)) {
            List<String> workers = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "d")) {
                workers.add(worker(name, false));
            }
            supervisor.replies(UP + String.join(",", workers) + "]}");
            String out = supervisor.ottugi("why").out();
            assertEquals(0, out.lines().filter(line -> line.startsWith("What next")).count(), out);
            workers.remove(0);
            supervisor.replies(UP + String.join(",", workers) + "]}");
            String full = supervisor.ottugi("why").out();
            assertEquals(
                    3, full.lines().filter(line -> line.startsWith("What next")).count(), full);
        }
    }

    private static String explained(String worker, String quote, String advice) {
        return "{\"at\":\"2026-11-22T12:00:10Z\",\"event\":\"explained\",\"worker\":\"%s\",\"generation\":1,\"finding\":\"exit\",\"sentence\":\"Exited with code 7.\",\"quotes\":[{\"source\":\"output\",\"text\":\"%s\"}],\"advice\":\"%s\"}\n"
                .formatted(worker, quote, advice);
    }

    /** What a program said last is often the only thing that names the cause. */
    @Test
    void manyThatAreDownAreToldWithWhatTheySaidAndWhatToDo() throws Exception {
        try (FakeSupervisor supervisor = new FakeSupervisor(home)) {
            List<String> workers = new ArrayList<>();
            StringBuilder events = new StringBuilder();
            for (String name : List.of("a", "b", "c", "d")) {
                workers.add(worker(name, false));
                events.append(fall(name, 1));
                events.append(explained(name, "no table of " + name, "Make one for " + name));
            }
            Files.writeString(supervisor.places().events(), events);
            supervisor.replies(UP + String.join(",", workers) + "]}");
            String out = supervisor.ottugi("why").out();
            for (String name : List.of("a", "b", "c", "d")) {
                assertTrue(out.contains("It says        output: no table of " + name), out);
                assertTrue(out.contains("What to do     Make one for " + name), out);
            }
            assertTrue(out.endsWith("\n'ottugi why WORKER' tells more of one.\n"), out);
            String named = supervisor.ottugi("why", "-n", "default").out();
            assertTrue(named.endsWith("\n'ottugi why -n default WORKER' tells more of one.\n"));
        }
    }

    @Test
    void whatWaitsForOthersDoesNotShortenWhatIsToldOfThose() throws Exception {
        try (FakeSupervisor supervisor = new FakeSupervisor(home)) {
            String waiting =
                    ",{\"name\":\"%s\",\"state\":\"WAITING\",\"ok\":false,\"waiting_for\":[\"a (BACKOFF)\"]}";
            supervisor.replies(
                    UP
                            + worker("a", false)
                            + waiting.formatted("b")
                            + waiting.formatted("c")
                            + waiting.formatted("d")
                            + "]}");
            String out = supervisor.ottugi("why").out();
            assertEquals(1, out.lines().filter(line -> line.startsWith("What next")).count(), out);
            assertTrue(out.endsWith("\nd is down, and waits for a (BACKOFF).\n"), out);
        }
    }

    @Test
    void withoutASupervisorTheRecordTells() throws Exception {
        Path state = Files.createDirectories(home.resolve("state/default"));
        Files.writeString(state.resolve("events.jsonl.1"), fall("web", 1));
        var outcome = FakeSupervisor.ottugi(home, "why", "web");
        assertEquals(3, outcome.code());
        assertTrue(outcome.out().contains("Exited with code 7."), outcome::out);
        assertEquals(64, FakeSupervisor.ottugi(home, "why", "wbe").code());
        var json = Json.object(FakeSupervisor.ottugi(home, "why", "--json").out().strip());
        assertEquals("none", json.getAsJsonObject("supervisor").get("state").getAsString());
        assertEquals(1, json.getAsJsonArray("workers").size());
    }

    @Test
    void withoutAnyTraceThatIsSaid() throws Exception {
        var outcome = FakeSupervisor.ottugi(home, "why");
        assertEquals(3, outcome.code());
        assertTrue(outcome.err().contains("there are no traces of one"), outcome::err);
    }
}
