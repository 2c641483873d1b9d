package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places with odd names work, or are refused before anything is made. */
class OddPlacesIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();

    private Program at(String home, String... arguments) {
        return sandbox.ottugi(arguments).env("OTTUGI_HOME", home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r", " %p%n'\"\\\t\u001b[1m", "\u00e9,a=b:c$HOME/../-n"})
    void anyNameWorks(String name) {
        String home = sandbox.root() + "/" + name;
        at(home, "up", "--", "sleep", "1000").run().expect(0);
        Result status = at(home, "status", "--json").run().expect(0);
        assertTrue(status.out().contains("RUNNING"), status::toString);
        at(home, "up", "--", "sleep", "1000").run().expect(75);
        at(home, "logs").run().expect(0);
        at(home, "down").run().expect(0);
        sandbox.assertNothingRuns();
        sandbox.command("rm", "-rf", "--", home).run().expect(0);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        Result up =
                sandbox.command(
                                "sh",
                                "-c",
                                "OTTUGI_HOME=$(printf '%s/\\377' \"$1\") exec \"$2\" up -- sleep 1000",
                                "sh",
                                sandbox.root().toString(),
                                sandbox.program())
                        .run()
                        .expect(78);
        up.complains("UTF-8", "OTTUGI_HOME");
        sandbox.assertNothingRuns();
    }

    @Test
    void aPathThatIsTooLongForASocketIsRefusedAndTheLongestWorks() {
        String base = sandbox.root() + "/";
        int rest = "/run/default/control.sock".length();
        String longest = base + "x".repeat(106 - rest - base.length());
        at(longest + "x", "up", "--", "sleep", "1000").run().expect(78).complains("106");
        assertEquals(false, Files.exists(sandbox.root().resolve(longest + "x/state/default")));
        at(longest, "up", "--", "sleep", "1000").run().expect(0);
        at(longest, "down").run().expect(0);
        sandbox.command("rm", "-rf", "--", longest, longest + "x").run().expect(0);
    }
}
