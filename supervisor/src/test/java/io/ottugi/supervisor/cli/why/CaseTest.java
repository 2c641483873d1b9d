package io.ottugi.supervisor.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CaseTest {
    private static final Instant NOW = Falls.NOW;

    @TempDir Path directory;

    private static String event(String at, String event, String members) {
        return "{\"at\":\"2026-11-22T%sZ\",\"event\":\"%s\"%s}"
                .formatted(at, event, members.isEmpty() ? "" : "," + members);
    }

    private static String of(long generation) {
        return "\"worker\":\"web\",\"generation\":" + generation;
    }

    /** The beginning and the end of a generation. */
    private static List<String> fall(String from, String to, long generation, String cause) {
        String end = ",\"pid\":7,\"cause\":\"" + cause + "\",\"by\":\"itself\",\"ran_for\":\"2s\"";
        return List.of(
                event(from, "starting", of(generation)), event(to, "fell", of(generation) + end));
    }

    private static Case known(List<String> lines, @Nullable String status) throws BadJson {
        return known(lines, status, List.of(), false);
    }

    private static Case known(
            List<String> lines,
            @Nullable String status,
            List<IncidentFolder> incidents,
            boolean named)
            throws BadJson {
        EventLog log = EventLog.of(lines);
        return new Case(
                new Case.Whose(
                        "web",
                        "shop",
                        status != null,
                        log.supervisorsEnd(NOW, ZoneOffset.UTC),
                        named),
                status == null ? null : Json.object(status),
                log.history("web"),
                incidents);
    }

    private static String full(Case one) {
        return new CaseText(one, new Page(80, false), NOW, ZoneOffset.UTC).full();
    }

    private static String brief(Case one) {
        return new CaseText(one, new Page(200, false), NOW, ZoneOffset.UTC).brief();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "outlook.psv", delimiter = '|', quoteCharacter = '`')
    void whatItDoesNow(String status, String now, String next) throws BadJson {
        Case one = known(fall("11:59:50", "11:59:52", 3, "exit 1"), status);
        Outlook outlook = Outlook.of(one, new Moments(NOW, ZoneOffset.UTC));
        assertEquals(now, outlook.now());
        assertEquals(next == null ? "" : next, outlook.next());
    }

    @Test
    void seriesOfFallsWithWhatWasAskedJustBefore() throws BadJson {
        List<String> lines = new ArrayList<>();
        lines.add(event("08:00:00", "supervisor-up", ""));
        lines.addAll(fall("08:00:00", "10:00:00", 1, "signal KILL"));
        lines.add(
                event(
                        "11:59:29",
                        "asked",
                        "\"request\":\"reload\",\"asked_by\":{\"uid\":7,\"user\":\"kim\"}"));
        lines.addAll(fall("11:59:30", "11:59:32", 2, "exit 1"));
        lines.addAll(fall("11:59:40", "11:59:41", 3, "exit 1"));
        lines.addAll(fall("11:59:50", "11:59:52", 4, "exit 1"));
        String status =
                "{\"name\":\"web\",\"state\":\"BACKOFF\",\"next_attempt\":\"2026-11-22T12:00:04Z\"}";
        assertEquals(
                """
                web is down, and is started again in 4s (12:00:04).

                What happened  Fell 8s ago (11:59:52), after running for 2s. Exited with code 1.
                How often      3 times in the last hour, 4 in the 4h on record; exit 1 3 times,
                               signal KILL once.
                               It has not stood for a minute since 11:59:32 (3 falls); just
                               before, kim asked for reload.
                What next      It goes on being tried; the waits grow up to restart.max.
                               'ottugi start web' tries now.
                """,
                full(known(lines, status)));
    }

    @Test
    void whatWasAskedForIsNoFall() throws BadJson {
        List<String> lines = new ArrayList<>();
        lines.addAll(fall("11:59:50", "11:59:52", 3, "exit 1"));
        lines.add(event("11:59:53", "starting", of(4)));
        lines.add(
                event(
                        "11:59:58",
                        "fell",
                        of(4) + ",\"cause\":\"signal TERM\",\"by\":\"us\",\"ran_for\":\"5s\""));
        lines.addAll(fall("11:59:58", "11:59:59", 5, "exit 0"));
        lines.add(event("11:59:59", "exited", of(5)));
        Case one = known(lines, "{\"name\":\"web\",\"state\":\"EXITED\",\"ok\":true}");
        assertEquals(
                """
                web has done its work and ended 1s ago (11:59:59). Fell 8s ago (11:59:52), after running for 2s. Exited with code 1.
                  Once in the 10s on record.
                """,
                new CaseText(one, new Page(120, false), NOW, ZoneOffset.UTC).brief());
    }

    @Test
    void killAfterTheStopTimeoutIsOne() throws BadJson {
        List<String> lines = new ArrayList<>();
        lines.add(event("11:00:00", "starting", of(1)));
        lines.add(
                event(
                        "11:59:58",
                        "fell",
                        of(1) + ",\"cause\":\"signal KILL\",\"by\":\"us\",\"ran_for\":\"59m\""));
        lines.add(
                event(
                        "11:59:59",
                        "explained",
                        of(1)
                                + ",\"finding\":\"killed-after-stop-timeout\",\"sentence\":\"Was"
                                + " told to end, did not, and was killed.\""));
        Case one = known(lines, "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":true}");
        assertTrue(brief(one).contains("Was told to end, did not, and was killed."), brief(one));
    }

    @Test
    void withoutASupervisorThatIsSaidAndHowItEnded() throws BadJson {
        List<String> lines = new ArrayList<>(fall("11:59:50", "11:59:52", 3, "exit 1"));
        assertTrue(
                full(known(lines, null))
                        .startsWith(
                                """
                                web is down, and no supervisor 'shop' is up: it was killed, or the machine went
                                  down.
                                """),
                full(known(lines, null)));
        lines.add(
                event(
                        "11:59:57",
                        "asked",
                        "\"request\":\"down\",\"asked_by\":{\"uid\":7,\"user\":\"kim\"}"));
        lines.add(event("11:59:58", "supervisor-down", ""));
        assertTrue(
                brief(known(lines, null))
                        .startsWith(
                                "web is down, and no supervisor 'shop' is up: kim asked for down 2s"
                                        + " ago (11:59:58)."),
                brief(known(lines, null)));
    }

    @Test
    void fallWhoseEventWasLostIsTheSupervisors() throws BadJson {
        String status =
                "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":true,\"last_fall\":{\"at\":\"2026-11-22T11:59:59Z\",\"generation\":9,\"cause\":\"exit"
                        + " 4\",\"by\":\"itself\",\"pid\":9,\"ran_for\":\"3s\",\"finding\":\"exit\",\"sentence\":\"Exited"
                        + " with code 4.\"}}";
        Case one = known(fall("11:59:50", "11:59:52", 3, "exit 1"), status);
        assertTrue(
                brief(one)
                        .contains(
                                "Fell 1s ago (11:59:59), after running for 3s. Exited with code"
                                        + " 4."),
                brief(one));
    }

    private IncidentFolder incident(long number, long generation, String at) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("00000" + number));
        Files.writeString(
                folder.resolve("summary.json"),
                """
                {"version":1,"kind":"fall","supervisor":"shop","worker":"web","generation":%d,
                "pid":7,"at":"2026-11-22T%sZ","cause":"exit 3","by":"itself","wait_status":768,
                "ran_for":"2s","asked_by":null,"finding":"java-out-of-memory",
                "sentence":"Exited with code 3: out of heap.",
                "quotes":[{"source":"output","text":"java.lang.OutOfMemoryError\\u001b[2J"}],
                "advice":"Raise -Xmx; see ottugi logs web","command":["java"],
                "files":["output.txt"]}
                """
                        .formatted(generation, at)
                        .replace("\n", ""));
        Files.writeString(folder.resolve("output.txt"), "");
        Files.writeString(folder.resolve("on_failure.txt"), "");
        return new IncidentFolder(folder, number);
    }

    @Test
    void incidentOfThatFallIsQuoted() throws Exception {
        List<IncidentFolder> incidents =
                List.of(
                        incident(1, 3, "09:00:00"),
                        incident(2, 3, "11:59:52"),
                        incident(3, 4, "11:59:52"));
        String status =
                "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":true,\"running_since\":\"2026-11-22T11:59:53Z\"}";
        Case one = known(fall("11:59:50", "11:59:52", 3, "exit 3"), status, incidents, true);
        assertEquals(
                """
                web runs since 11:59:53, for 7s.

                What happened  Fell 8s ago (11:59:52), after running for 2s. Exited with code 3:
                               out of heap.
                It says        output: java.lang.OutOfMemoryError?[2J
                How often      Once in the 10s on record.
                What to do     Raise -Xmx; see ottugi logs -n shop web
                Evidence       DIRECTORY/000002
                               on_failure.txt, output.txt
                               To hand it on in one file: 'ottugi evidence export -n shop web'
                """
                        .replace("DIRECTORY", directory.toString()),
                full(one));
        JsonObject json = CaseJson.of(one, NOW, ZoneOffset.UTC);
        JsonObject fall = json.getAsJsonObject("last_fall");
        assertEquals("java-out-of-memory", fall.get("finding").getAsString());
        assertEquals(2, fall.getAsJsonArray("files").size());
        assertTrue(fall.get("incident").getAsString().endsWith("000002"), fall::toString);
    }

    /** Its own fall of some time ago is not what keeps it down. */
    @Test
    void whatWaitsForAnotherIsNotAdvisedOnItsOldFall() throws Exception {
        List<IncidentFolder> incidents = List.of(incident(1, 3, "11:59:52"));
        String status =
                "{\"name\":\"web\",\"state\":\"WAITING\",\"ok\":false,\"waiting_for\":[\"db (FAILED)\"]}";
        Case one = known(fall("11:59:50", "11:59:52", 3, "exit 3"), status, incidents, true);
        String text = full(one);
        assertTrue(text.contains("'ottugi why -n shop db'."), text);
        assertTrue(text.contains("out of heap"), text);
        assertTrue(!text.contains("What to do"), text);
    }

    @Test
    void whatRunsBetweenFallsIsUnstable() throws BadJson {
        List<String> lines = new ArrayList<>(fall("11:59:50", "11:59:52", 3, "exit 1"));
        lines.addAll(fall("11:59:53", "11:59:56", 4, "exit 1"));
        String status =
                "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":false,\"running_since\":\"2026-11-22T11:59:57Z\","
                        + "\"unstable\":{\"falls\":2,\"since\":\"2026-11-22T11:59:52Z\",\"until\":\"2026-11-22T12:00:27Z\"}}";
        Case one = known(lines, status);
        String text = full(one);
        assertTrue(
                text.startsWith(
                        "web runs since 11:59:57, for 3s, but is unstable: 2 falls in 8s.\n"),
                text);
        assertTrue(text.contains("If it stands until 12:00:27 (restart.reset_after)"), text);
        assertTrue(!one.isWell());
        JsonObject json = CaseJson.of(one, NOW, ZoneOffset.UTC);
        assertEquals(2, json.getAsJsonObject("unstable").get("falls").getAsInt());
    }

    @Test
    void whatFellLatelyAndRunsIsNotSaidToBeJustRunning() throws BadJson {
        List<String> lines = new ArrayList<>(fall("11:40:00", "11:40:40", 3, "exit 1"));
        lines.addAll(fall("11:58:40", "11:59:20", 4, "exit 1"));
        String status =
                "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":true,\"running_since\":\"2026-11-22T11:59:20Z\"}";
        String text = full(known(lines, status));
        assertTrue(
                text.startsWith(
                        "web runs since 11:59:20, for 40s, but fell 2 times in the last hour.\n"),
                text);
    }

    @Test
    void whatRunsWithEarlierSettingsIsTold() throws BadJson {
        String status =
                "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":true,\"earlier_settings\":[\"command\"]}";
        String text = full(known(List.of(), status));
        assertTrue(
                text.contains("It runs with earlier settings (command): 'ottugi restart web'\n"),
                text);
    }

    @Test
    void whatWentIntoTheBackgroundIsNotSaidToBeInNeverAfter() throws BadJson {
        String cause = "went into the background as nginx (pid 7)";
        String status =
                "{\"name\":\"web\",\"state\":\"FAILED\",\"ok\":false,\"given_up\":\"cause\"}";
        String text = full(known(fall("11:59:50", "11:59:52", 3, cause), status));
        assertTrue(text.startsWith("web is down: its program went into the background, and"), text);
        assertFalse(text.contains("never_after"), text);
    }

    @Test
    void whatWentIntoTheBackgroundIsOneCauseWhateverItsProcessIs() throws BadJson {
        List<String> lines = new ArrayList<>();
        lines.addAll(fall("11:59:50", "11:59:52", 3, "went into the background as nginx (pid 7)"));
        lines.addAll(fall("11:59:53", "11:59:55", 4, "went into the background as nginx (pid 9)"));
        String status = "{\"name\":\"web\",\"state\":\"BACKOFF\",\"ok\":false}";
        String text = brief(known(lines, status));
        assertTrue(text.contains("; always went into the background."), text);
    }

    @Test
    void whatIsStoppedByHandIsNotAdvisedToBeStopped() throws BadJson {
        List<String> lines = new ArrayList<>(fall("11:59:50", "11:59:52", 3, "signal KILL"));
        lines.add(
                event(
                        "11:59:53",
                        "explained",
                        of(3)
                                + ",\"finding\":\"killed-by-operator\",\"sentence\":\"Killed.\","
                                + "\"advice\":\"To end it for good use 'ottugi stop web'\""));
        String stopped = "{\"name\":\"web\",\"state\":\"STOPPED\",\"ok\":false,\"by_hand\":true}";
        assertFalse(
                full(known(lines, stopped)).contains("What to do"), full(known(lines, stopped)));
        String falling = "{\"name\":\"web\",\"state\":\"BACKOFF\",\"ok\":false}";
        assertTrue(full(known(lines, falling)).contains("What to do"), full(known(lines, falling)));
    }

    @Test
    void nothingFell() throws BadJson {
        String status =
                "{\"name\":\"web\",\"state\":\"RUNNING\",\"ok\":true,\"running_since\":\"2026-11-22T11:00:00Z\"}";
        Case one = known(List.of(event("10:00:00", "supervisor-up", "")), status);
        assertEquals("web runs since 11:00:00, for 1h 0m, and has not fallen.\n", full(one));
        JsonObject json = CaseJson.of(one, NOW, ZoneOffset.UTC);
        assertTrue(json.get("last_fall").isJsonNull());
        assertEquals(0, json.getAsJsonObject("falls").get("all").getAsInt());
    }

    @Test
    void damagedLinesAreNoMatter() {
        EventLog log =
                EventLog.of(List.of("{\"at\":", "{\"at\":\"x\",\"event\":\"fell\"}", "", "[]"));
        assertTrue(log.units().isEmpty());
        assertTrue(log.history("web").ends().isEmpty());
    }

    @Test
    void onlyATerminalGetsLettersOfAnotherKind() throws BadJson {
        Case one = known(fall("11:59:50", "11:59:52", 3, "exit 1"), null);
        assertFalse(full(one).contains("\033"));
        String styled = new CaseText(one, new Page(80, true), NOW, ZoneOffset.UTC).full();
        assertTrue(styled.startsWith("\033[1mweb is down"), styled);
        assertTrue(styled.contains("\033[2mHow often\033[0m      Once"), styled);
    }
}
