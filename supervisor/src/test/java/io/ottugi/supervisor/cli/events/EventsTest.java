package io.ottugi.supervisor.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.FakeSupervisor;
import io.ottugi.supervisor.cli.base.EventFile;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class EventsTest {
    @TempDir Path home;
    private Path state;
    private Path older;
    private Path newer;

    @BeforeEach
    void record() throws IOException {
        state = Files.createDirectories(home.resolve("state/default"));
        newer = state.resolve("events.jsonl");
        older = state.resolve("events.jsonl.1");
    }

    private static String event(int number, String worker) {
        return "{\"at\":\"2026-11-22T12:00:00.%03dZ\",\"event\":\"starting\",\"worker\":\"%s\",\"generation\":%d}\n"
                .formatted(number, worker, number);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "events.psv", delimiter = '|', quoteCharacter = '`')
    void aLineForPeople(String event, String line) throws BadJson {
        assertEquals(
                line + "\n",
                new EventView(ZoneOffset.ofHours(1), Integer.MAX_VALUE)
                        .line(RecordedEvent.parse(event)));
    }

    @Test
    void bothHalvesAreShownOldestFirst() throws Exception {
        Files.writeString(older, event(1, "web") + event(2, "db"));
        Files.writeString(newer, event(3, "web") + "{\"at\":\"2026-");
        assertEquals(
                event(1, "web") + event(2, "db") + event(3, "web"),
                FakeSupervisor.ottugi(home, "events", "--json").out());
        assertEquals(
                event(2, "db") + event(3, "web"),
                FakeSupervisor.ottugi(home, "events", "--json", "-l", "2").out());
    }

    @Test
    void onlyThoseThatAreMeantCount() throws Exception {
        String asked =
                "{\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"asked\",\"workers\":[\"db\",\"web:2\"]}\n";
        Files.writeString(
                newer,
                event(1, "web:1") + event(2, "db") + event(3, "web:2") + asked + event(4, "x"));
        assertEquals(
                event(1, "web:1") + event(3, "web:2") + asked,
                FakeSupervisor.ottugi(home, "events", "--json", "web").out());
        assertEquals(
                event(3, "web:2") + asked,
                FakeSupervisor.ottugi(home, "events", "--json", "-l", "2", "*:[12]").out());
    }

    @Test
    void columnsAreAsWideAsWhatIsShown() throws Exception {
        Files.writeString(newer, event(1, "web:1") + event(2, "db"));
        List<String> lines = FakeSupervisor.ottugi(home, "events").out().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(lines.get(0).indexOf("starting"), lines.get(1).indexOf("starting"));
    }

    @Test
    void aDamagedLineIsShown() throws Exception {
        Files.writeString(newer, "{\"at\n" + event(1, "web"));
        String out = FakeSupervisor.ottugi(home, "events").out();
        assertTrue(out.contains("unreadable"), out);
        assertEquals(2, out.lines().count());
    }

    @Test
    void bytesThatAreNoTextHideNoOtherEvent() throws Exception {
        byte[] damaged = (event(1, "web") + "??\n" + event(2, "web")).getBytes(UTF_8);
        for (int i = 0; i < damaged.length; i++) {
            damaged[i] = damaged[i] == '?' ? (byte) 0xff : damaged[i];
        }
        Files.write(older, damaged);
        Files.writeString(newer, event(3, "web"));
        String out = FakeSupervisor.ottugi(home, "events").out();
        assertEquals(4, out.lines().count(), out);
    }

    @Test
    void withoutARecordThatIsSaid() throws Exception {
        var outcome = FakeSupervisor.ottugi(home, "events");
        assertEquals(3, outcome.code());
        assertTrue(outcome.err().contains("there are no events of 'default'"), outcome::err);
    }

    @Test
    void followingGoesOnInTheNextFile() throws Exception {
        Files.writeString(newer, event(1, "web"));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Thread follower =
                new Thread(
                        () -> {
                            try {
                                EventFile.read(newer, true, lines -> take(seen, lines));
                            } catch (IOException | InterruptedException e) {
                                // Enough was seen.
                            }
                        });
        follower.start();
        await(seen, 1);
        Files.writeString(newer, event(2, "web"), StandardOpenOption.APPEND);
        await(seen, 2);
        Files.writeString(newer, event(3, "web"), StandardOpenOption.APPEND);
        Files.move(newer, older);
        Files.writeString(newer, event(4, "web"));
        await(seen, 4);
        Files.writeString(newer, "enough\n", StandardOpenOption.APPEND);
        follower.join();
        assertEquals(4, seen.size());
    }

    private static void take(Queue<String> seen, List<String> lines) throws IOException {
        if (lines.contains("enough")) {
            throw new IOException("enough");
        }
        seen.addAll(lines);
    }

    private static void await(Queue<String> seen, int count) {
        Awaitility.await("events").atMost(Duration.ofSeconds(20)).until(() -> seen.size() == count);
    }

    @Test
    void aLineThatDoesNotFitIsWrapped() throws BadJson {
        RecordedEvent event =
                RecordedEvent.parse(
                        "{\"at\":\"2026-11-22T11:00:00Z\",\"event\":\"fell\",\"worker\":\"web\","
                                + "\"cause\":\"exit 143 (as a JVM or shell does after TERM)\",\"generation\":3}");
        assertEquals(
                """
                2026-11-22 12:00:00.000  web  fell
                    exit 143 (as a JVM or shell does after TERM),
                    generation 3
                """,
                new EventView(ZoneOffset.ofHours(1), 50).line(event));
        assertEquals(
                """
                2026-11-22 12:00:00.000  web  fell  exit 143 (as a JVM or shell does
                                                    after TERM), generation 3
                """,
                new EventView(ZoneOffset.ofHours(1), 70).line(event));
    }
}
