package io.ottugi.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void helpSaysTheRule() throws InterruptedException {
        String help = FakeSupervisor.ottugi(home, "help").out();
        assertTrue(help.contains(CommonOptions.NO_NAME), help);
    }
}
