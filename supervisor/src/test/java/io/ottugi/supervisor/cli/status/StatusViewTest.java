package io.ottugi.supervisor.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Screen;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusViewTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SUPERVISOR =
            """
            "version":1,"supervisor":{"name":"shop","state":"up","pid":5,"session":5,
            "terminal":null,"directory":"/","since":"2026-11-22T11:00:00Z"}""";
    private static final String WEB =
            """
            {"name":"web:1","state":"RUNNING","ok":true,"wanted":"up","pid":4194303,
            "adopted":true,"running_since":"2026-11-22T11:57:55Z","restarts":12,
            "memory":{"pss_bytes":12900000},"cpu_seconds":3.25,"processes":2,
            "last_fall":{"cause":"exit 1","by":"itself","at":"2026-11-22T11:57:50Z","pid":9,
            "ran_for":"2s"},"log":null,"command":["web","--port","80 80"]}""";
    private static final String DB =
            """
            {"name":"db","state":"BACKOFF","ok":false,"wanted":"up","pid":null,"restarts":3,
            "last_fall":{"cause":"signal TERM","by":"us","at":"2026-11-22T11:59:59Z"},
            "next_attempt":"2026-11-22T12:00:02.500Z","command":["db"]}""";
    private static final String LATE =
            """
            {"name":"late","state":"WAITING","wanted":"up","pid":null,"restarts":0,
            "last_fall":null,"waiting_for":["db (BACKOFF)","web"],"command":["late"]}""";
    private static final String HELD =
            """
            {"name":"held","state":"FAILED","given_up":"limit","wanted":"down","by_hand":true,
            "pid":null,"restarts":0,"last_fall":null,"command":["held"]}""";

    private static JsonObject status(String... workers) throws BadJson {
        String all = "{" + SUPERVISOR + ",\"workers\":[" + String.join(",", workers) + "]}";
        return Json.object(all.replace("\n", ""));
    }

    @Test
    void manyWorkersAreATable() throws BadJson {
        assertEquals(
                """
                shop is up for 1h 0m: pid 5, session 5, terminal none, directory /
                4 workers: 1 BACKOFF, 1 FAILED, 1 RUNNING, 1 WAITING
                WORKER  STATE              PID      UPTIME  RESTARTS  MEMORY  CPU   LAST FALL
                web:1   RUNNING (adopted)  4194303  2m 5s   12        12.3M   3.2s  exit 1, 2m 10s ago, after running 2s
                db      BACKOFF            -        -       3         -       -     signal TERM (asked by us), 1s ago; next start in 2.5s
                late    WAITING            -        -       0         -       -     waits for db (BACKOFF), web
                held    FAILED             -        -       0         -       -     given up: it fell too often; stopped by hand
                """,
                StatusView.of(status(WEB, DB, LATE, HELD), Screen.PLAIN, false, NOW));
    }

    @Test
    void whatRunsBetweenFallsIsUnstable() throws BadJson {
        String loop =
                """
                {"name":"loop","state":"RUNNING","ok":false,"wanted":"up","pid":77,"restarts":7,
                "running_since":"2026-11-22T11:59:57Z","last_fall":null,"command":["loop"],
                "unstable":{"falls":7,"since":"2026-11-22T11:58:00Z",
                "until":"2026-11-22T12:00:27Z"}}""";
        String text = StatusView.of(status(WEB, loop), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("2 workers: 1 RUNNING, 1 RUNNING but unstable\n"), text);
        assertTrue(text.contains("loop    RUNNING, unstable: 7 falls in 2m  77 "), text);
        String coloured =
                StatusView.of(status(loop, WEB), new Screen(Integer.MAX_VALUE, true), false, NOW);
        assertTrue(coloured.contains("\033[33mRUNNING, unstable\033[0m: 7 falls"), coloured);
    }

    @Test
    void aWorkerThatIsNamedHasDetailsAndSoHasTheOnlyOne() throws BadJson {
        String expected =
                """
                WORKER  STATE    PID  UPTIME  RESTARTS  MEMORY  CPU  LAST FALL
                late    WAITING  -    -       0         -       -    waits for db (BACKOFF), web
                  command  late
                """;
        assertTrue(StatusView.of(status(LATE), Screen.PLAIN, false, NOW).endsWith(expected));
        String both = StatusView.of(status(LATE, HELD), Screen.PLAIN, true, NOW);
        assertTrue(both.contains("web\n  command  late\nheld "), both);
        String web = StatusView.of(status(WEB), Screen.PLAIN, false, NOW);
        assertTrue(web.contains("\n  processes  2\n"), web);
        assertTrue(web.contains("\n  command    web --port '80 80'\n"), web);
    }

    @Test
    void whatWasFoundOfALivingWorkerIsInItsDetails() throws BadJson {
        String found =
                WEB.replace(
                        "\"log\":",
                        "\"found\":{\"sentence\":\"Its JVM ran out of heap.\",\"incident\":\"/i/000001\"},"
                                + "\"log\":");
        String text = StatusView.of(status(found), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("  found      Its JVM ran out of heap. See /i/000001\n"), text);
    }

    @Test
    void whatIsDueIsNotSaidToComeInNoTime() throws BadJson {
        String due = DB.replace("12:00:02.500Z", "12:00:00.000400Z");
        String text = StatusView.of(status(due, WEB), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("1s ago; next start now\n"), text);
        String killed = DB.replace("next_attempt", "kill_at").replace("12:00:02.500Z", "11:59:59Z");
        String stopping = StatusView.of(status(killed, WEB), Screen.PLAIN, false, NOW);
        assertTrue(stopping.contains("1s ago; is killed now\n"), stopping);
    }

    @Test
    void whatRunsWithEarlierSettingsIsTold() throws BadJson {
        String earlier =
                WEB.replace("\"log\":", "\"earlier_settings\":[\"command\",\"nice\"],\"log\":");
        String text = StatusView.of(status(earlier, DB), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("2s; runs with earlier settings (command, nice)\n"), text);
    }

    @Test
    void whatAFallenWorkerSaidLastIsShown() throws BadJson {
        String said =
                ",\"quotes\":[{\"source\":\"output\",\"text\":\"first\"},"
                        + "{\"source\":\"output\",\"text\":\"no table \\u202euser\"}]},\"next_attempt\"";
        String db = DB.replace("},\n\"next_attempt\"", said);
        String both = StatusView.of(status(db, WEB), Screen.PLAIN, false, NOW);
        assertTrue(both.contains("next start in 2.5s\n  said  no table ?user\nweb:1 "), both);
        String alone = StatusView.of(status(db), Screen.PLAIN, false, NOW);
        assertTrue(
                alone.endsWith("  command  db\n  said     first\n  said     no table ?user\n"),
                alone);
        String up = db.replace("\"ok\":false", "\"ok\":true");
        String well = StatusView.of(status(up, WEB), Screen.PLAIN, false, NOW);
        assertFalse(well.contains("said"), well);
    }

    /** No line is longer than a narrow terminal; what matters least goes first. */
    @Test
    void onANarrowTerminalNothingIsCutInTheMiddle() throws BadJson {
        assertEquals(
                """
                shop is up for 1h 0m: pid 5, session 5, terminal none,
                  directory /
                4 workers: 1 BACKOFF, 1 FAILED, 1 RUNNING, 1 WAITING
                WORKER  STATE              PID      UPTIME  RESTARTS
                    LAST FALL
                web:1   RUNNING (adopted)  4194303  2m 5s   12
                    exit 1, 2m 10s ago, after running 2s
                db      BACKOFF            -        -       3
                    signal TERM (asked by us), 1s ago; next start in
                    2.5s
                late    WAITING            -        -       0
                    waits for db (BACKOFF), web
                held    FAILED             -        -       0
                    given up: it fell too often; stopped by hand
                """,
                StatusView.of(status(WEB, DB, LATE, HELD), new Screen(56, false), false, NOW));
    }

    @Test
    void withoutASupervisorThatIsSaid() throws BadJson {
        JsonObject none =
                Json.object(
                        "{\"supervisor\":{\"name\":\"shop\",\"state\":\"none\"},\"workers\":[]}");
        assertEquals(
                "no supervisor is up under 'shop'\n",
                StatusView.of(none, Screen.PLAIN, false, NOW));
    }

    @Test
    void statesAreColoured() throws BadJson {
        String text =
                StatusView.of(status(WEB, DB), new Screen(Integer.MAX_VALUE, true), false, NOW);
        assertTrue(text.contains("\033[32mRUNNING\033[0m (adopted)"), text);
        assertTrue(text.contains("\033[33mBACKOFF\033[0m"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0K",
        "1023, 1K",
        "4096, 4K",
        "1023999, 1.0M",
        "1048576, 1.0M",
        "12900000, 12.3M",
        "209715200, 200M",
        "1288490189, 1.2G",
        "9223372036854775807, 8192P"
    })
    void sizes(long bytes, String text) {
        assertEquals(text, Sizes.brief(bytes));
    }

    @Test
    void whatIsStoppingIsToldWithItsDeadline() throws BadJson {
        String stopping =
                """
                {"name":"web","state":"STOPPING","ok":false,"adopted":false,"wanted":"down",
                "pid":9,"restarts":0,"last_fall":null,"waiting_for":[],"by_hand":false,
                "kill_at":"2026-11-22T12:00:09Z","command":["web"]}""";
        String text = StatusView.of(status(stopping, WEB), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("is killed in 9s unless it ends before"), text);
        String refused =
                stopping.replace(
                        "\"command\"",
                        "\"signals_refused\":{\"count\":1,\"pids\":[9],\"signal\":\"KILL\",\"sentence\":\"it may not\"},\"command\"");
        text = StatusView.of(status(refused, WEB), Screen.PLAIN, false, NOW);
        assertFalse(text.contains("is killed"), text);
        assertTrue(text.contains("KILL is not permitted"), text);
    }

    /** It has said nothing: the remedy is known by its name. */
    @Test
    void whatWentIntoTheBackgroundIsToldWithTheRemedy() throws BadJson {
        String web =
                """
                {"name":"web","state":"FAILED","ok":false,"adopted":false,"wanted":"up","pid":null,
                "restarts":0,"waiting_for":[],"by_hand":false,"given_up":"cause","command":["web"],
                "last_fall":{"at":"2026-11-22T11:59:59Z","generation":1,"pid":7,"by":"itself",
                "cause":"went into the background as nginx (pid 7)","ran_for":"1s",
                "finding":"daemonized","sentence":"It did; write 'daemon off;'.","quotes":[]}}""";
        String text = StatusView.of(status(web, DB), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("\n  fell  It did; write 'daemon off;'.\n"), text);
    }

    @Test
    void aFullFilesystemOfALogIsTold() throws BadJson {
        String web =
                """
                {"name":"web","state":"RUNNING","ok":true,"adopted":false,"wanted":"up",
                "pid":null,"restarts":0,"last_fall":null,"waiting_for":[],"by_hand":false,
                "disk_full":"the filesystem of its log, /l is full","command":["web"]}""";
        String text = StatusView.of(status(web, DB), Screen.PLAIN, false, NOW);
        assertTrue(text.contains("web: the filesystem of its log, /l is full"), text);
    }
}
