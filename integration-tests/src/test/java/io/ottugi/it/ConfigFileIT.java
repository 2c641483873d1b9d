package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One file, many workers: what is read, what is refused, and what nothing comes of. */
class ConfigFileIT {
    private static final String TWO =
            """
            [worker.web]
            command = ["sleep", "1000"]
            instances = 2
            environment = { SECRET = "hush{instance}" }

            [worker.db]
            command = ["sleep", "2000"]
            stop = "INT"
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @Test
    void theFileOfThisDirectoryIsFoundAndNamesTheSupervisor() {
        Path shop = sandbox.directory("shop");
        sandbox.write("shop/ottugi.toml", TWO);
        sandbox.ottugi("up").in(shop).run().expect(0);
        Instance instance = sandbox.instance("shop");
        Await.until(
                "all run",
                () ->
                        instance.status().workers().stream()
                                .allMatch(w -> w.state().equals("RUNNING")));
        List<String> names = instance.status().workers().stream().map(Status.Worker::name).toList();
        assertEquals(List.of("web:1", "web:2", "db"), names);
        instance.down().expect(0);
    }

    @Test
    void allMistakesAreToldWithTheirPlaces() {
        sandbox.write(
                "bad.toml",
                """
                [worker.web]
                command = "sleep 1000"
                restrat = "never"

                [worker.db]
                command = ["sleep", "1000"]
                stop.timeout = "soon"
                """);
        for (String command : List.of("up", "run", "check")) {
            Result result = sandbox.ottugi(command, "-c", "bad.toml").run().expect(78);
            assertEquals(
                    List.of(
                            "ottugi: bad.toml has 3 mistakes:",
                            "bad.toml:2:1: worker.web.command: expected a list of words, since no"
                                    + " shell is asked; write [\"sleep\", \"1000\"]",
                            "bad.toml:3:1: worker.web: there is no key 'restrat'; the nearest is"
                                    + " 'restart'",
                            "bad.toml:7:1: worker.db.stop.timeout: 'soon' is no duration; expected"
                                    + " one such as 100ms, 10s or 2m"),
                    result.err().lines().toList());
        }
        sandbox.assertNothingRuns();
    }

    @Test
    void mistakesAsJson() {
        sandbox.write("bad.toml", "[worker.web]\ncommand = []\n");
        Result result = sandbox.ottugi("check", "-c", "bad.toml", "--json").run().expect(78);
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertFalse(json.get("ok").getAsBoolean());
        JsonObject mistake = json.getAsJsonArray("mistakes").get(0).getAsJsonObject();
        assertEquals(2, mistake.get("line").getAsInt());
        assertEquals(1, mistake.get("column").getAsInt());
    }

    @Test
    void whatCannotBeStartedIsToldOfAllWorkersAndNoneIsStarted() {
        sandbox.write("plain.txt", "");
        sandbox.write(
                "ottugi.toml",
                """
                [worker.good]
                command = ["sleep", "1000"]

                [worker.web]
                command = ["no-such-program"]

                [worker.db]
                command = ["./plain.txt"]
                """);
        Result commands = sandbox.ottugi("up").run().expect(69);
        assertTrue(commands.err().contains("ottugi.toml:5:1: worker.web: command 'no-such"));
        assertTrue(commands.err().contains("ottugi.toml:8:1: worker.db: "), commands.err());
        assertFalse(Files.exists(sandbox.home().resolve("state")), "nothing is left");
        Result more =
                sandbox.ottugi("up", "--set", "worker.good.directory=nowhere").run().expect(78);
        assertTrue(more.err().contains("--set: worker.good: its directory"), more.err());
        assertTrue(more.err().contains("no-such-program"), more.err());
        sandbox.assertNothingRuns();
    }

    @Test
    void relativePathsAreThoseOfTheFile() {
        Path shop = sandbox.directory("shop");
        sandbox.script("shop/tool", "echo \"$MARK\"; exec sleep 1000");
        sandbox.write("shop/tool.env", "MARK='from the file'\n");
        sandbox.write(
                "shop/ottugi.toml",
                """
                [worker.tool]
                command = ["./tool"]
                environment_file = "tool.env"
                log.file = "tool.log"
                """);
        sandbox.ottugi("up", "-c", "shop/ottugi.toml").run().expect(0);
        Instance instance = sandbox.instance("shop");
        assertEquals(Path.of("/"), new Proc(instance.status().workerPid()).directory());
        Await.until(
                "the tool's line",
                () ->
                        Files.exists(shop.resolve("tool.log"))
                                && text(shop.resolve("tool.log")).equals("from the file\n"));
        instance.down().expect(0);
    }

    @Test
    void aFileAndAProgramAreOneTooMany() {
        sandbox.write("ottugi.toml", TWO);
        sandbox.ottugi("up", "-c", "ottugi.toml", "--", "sleep", "1000")
                .run()
                .expect(64)
                .complains("one of them");
        sandbox.ottugi("up", "-c", "a", "-c", "b").run().expect(64).complains("-c");
        sandbox.ottugi("up", "-c", "missing.toml").run().expect(78).complains("missing.toml");
        sandbox.ottugi("up", "--set", "worker.wbe.nice=1").run().expect(64).complains("'web'");
        sandbox.assertNothingRuns();
    }

    @Test
    void aProgramIsTakenThoughThereIsAFile() {
        sandbox.write("ottugi.toml", "this is no configuration");
        Status status = sandbox.instance("one").up(Workers.SLEEP);
        assertEquals(1, status.workers().size());
        sandbox.instance("one").down().expect(0);
    }

    @Test
    void checkShowsEachSettingAndWhereItComesFrom() {
        sandbox.write("ottugi.toml", TWO);
        Result result =
                sandbox.ottugi(
                                "check",
                                "--verbose",
                                "-n",
                                "shop",
                                "--set",
                                "umask=077",
                                "--set",
                                "worker.db.nice=3")
                        .run()
                        .expect(0);
        assertEquals("", result.err());
        List<String> lines = result.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertTrue(lines.contains("name shop -n"), result.out());
        assertTrue(lines.contains("command sleep 1000 ottugi.toml:2:1"), result.out());
        assertTrue(lines.contains("stop.signal INT ottugi.toml:8:1"), result.out());
        assertTrue(lines.contains("umask 077 --set"), result.out());
        assertTrue(lines.contains("nice 3 --set"), result.out());
        assertTrue(lines.contains("restart.max 30s default"), result.out());
        assertFalse(result.out().contains("hush"), "a variable may be a secret");
        assertEquals("ok: 3 workers", lines.get(lines.size() - 1));
        sandbox.assertNothingRuns();
    }

    @Test
    void checkSaysAVerdict() {
        sandbox.write("ottugi.toml", TWO);
        assertEquals("ok: 3 workers\n", sandbox.ottugi("check").run().expect(0).out());
        sandbox.write("ottugi.toml", "[worker.web]\ncommand = [\"no-such-program\"]\n");
        Result result = sandbox.ottugi("check").run().expect(78);
        assertEquals("not ok: 1 problem, 1 worker\n", result.out());
        assertTrue(result.err().contains("ottugi.toml:2:1: worker.web: "), result::toString);
    }

    @Test
    void checkAsJson() {
        sandbox.write("ottugi.toml", TWO);
        Result result = sandbox.ottugi("check", "--json").run().expect(0);
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertTrue(json.get("ok").getAsBoolean());
        JsonObject web = json.getAsJsonArray("workers").get(0).getAsJsonObject();
        assertEquals("web", web.get("name").getAsString());
        assertEquals(2, web.get("instances").getAsInt());
    }

    @Test
    void anotherUserNeedsRoot() {
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.write(
                "ottugi.toml", "[worker.web]\ncommand = [\"sleep\", \"1\"]\nuser = \"root\"\n");
        sandbox.giveTo(user);
        Result result = sandbox.ottugi("up").through(user.prefix()).run();
        result.expect(78).complains("ottugi.toml:3:1", "worker.web", "root");
    }

    @Test
    void checkWithoutAFile() {
        sandbox.ottugi("check").run().expect(64).complains("ottugi.toml", "-c");
    }

    @Test
    void theExampleIsRight() {
        Path example = Sandbox.distribution().resolve("examples").resolve("ottugi.toml");
        Result result = sandbox.ottugi("check", "-c", example.toString()).run().expect(0);
        assertEquals("", result.err());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
