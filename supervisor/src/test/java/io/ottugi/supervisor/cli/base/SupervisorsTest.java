package io.ottugi.supervisor.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.FakeSupervisor;
import io.ottugi.supervisor.cli.FakeSupervisor.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which supervisor is meant where none is named: one rule for all commands. */
class SupervisorsTest {
    private static final String NONE =
            "{\"supervisor\":{\"name\":\"default\",\"state\":\"none\"},\"workers\":[]}";
    private static final String MINE =
            "[supervisor]\nname = \"mine\"\n[worker.w]\ncommand = [\"sleep\", \"1\"]\n";

    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(strings = {"status", "why", "start web", "down", "events"})
    void theFileOfThisDirectoryNamesIt(String command) throws Exception {
        Files.writeString(home.resolve("ottugi.toml"), MINE);
        Outcome outcome = FakeSupervisor.ottugi(home, command.split(" "));
        assertEquals(3, outcome.code(), outcome::toString);
        assertTrue((outcome.out() + outcome.err()).contains("'mine'"), outcome::toString);
    }

    @Test
    void statusIsOfThisDirectoryToo() throws Exception {
        Files.writeString(home.resolve("ottugi.toml"), MINE);
        try (FakeSupervisor other = new FakeSupervisor(home)) {
            Outcome here = other.replies(NONE).ottugi("status");
            assertEquals(3, here.code(), here::toString);
            String out = here.out();
            assertTrue(out.startsWith("no supervisor is up under 'mine'\n"), out);
            String rest = "up elsewhere: default ('ottugi status --all-supervisors' shows them)\n";
            assertTrue(out.endsWith(rest), out);
            String all = other.ottugi("status", "--all-supervisors").out();
            assertTrue(all.startsWith("no supervisor is up under 'default'"), all);
            assertEquals(64, other.ottugi("status", "--all-supervisors", "web").code());
            String refused = other.ottugi("down").err();
            assertTrue(refused.contains("the ottugi.toml here (mine) was never up"), refused);
        }
    }

    private void wasUp(String name, String events) throws Exception {
        Path state = Files.createDirectories(home.resolve("state").resolve(name));
        Files.writeString(
                state.resolve("spec.json"),
                "{\"file\":\"%s\"}".formatted(home.resolve("ottugi.toml")));
        Files.writeString(state.resolve("events.jsonl"), events);
    }

    /** A file that names its supervisor anew does not leave a trouble behind for ever. */
    @Test
    void whatWasTakenDownIsNotMissedWhereTheFileNamesAnother() throws Exception {
        Files.writeString(home.resolve("ottugi.toml"), MINE);
        String up = "{\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"supervisor-up\",\"pid\":7}\n";
        String down =
                """
                {"at":"2026-11-22T12:00:01Z","event":"asked","request":"down","asked_by":{"uid":7}}
                {"at":"2026-11-22T12:00:02Z","event":"supervisor-down"}
                """;
        wasUp("before", up + down);
        wasUp("mine", up);
        String out = FakeSupervisor.ottugi(home, "status").out();
        assertTrue(out.contains("'mine'"), out);
        assertTrue(!out.contains("'before'"), out);
        wasUp("killed", up);
        out = FakeSupervisor.ottugi(home, "status").out();
        assertTrue(out.contains("'killed'"), out);
        wasUp("mine", up + down);
        wasUp("killed", up + down);
        assertEquals(
                "no supervisor is up under 'mine'\n", FakeSupervisor.ottugi(home, "status").out());
    }

    @Test
    void helpSaysTheRule() throws InterruptedException {
        String help = FakeSupervisor.ottugi(home, "help").out();
        assertTrue(help.contains(CommonOptions.NO_NAME), help);
    }
}
