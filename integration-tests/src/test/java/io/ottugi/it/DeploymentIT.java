package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A directory that is a link to the newest of several, and directories with one name. */
class DeploymentIT {
    private static final String FILE =
            """
            [worker.web]
            command = ["sleep", "1000"]
            environment = { RELEASE = "%s" }
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance current = sandbox.instance("current");

    @Test
    void aSwappedLinkIsTheSameSupervisor() {
        release("1");
        Path second = release("2");
        link("1");
        inDirectory("current", "up").run().expect(0);
        Status before = current.status();
        assertEquals("1", release(before));
        link("2");
        inDirectory("current", "up").run().expect(75).complains("ottugi reload -n current");
        inDirectory("current", "reload").run().expect(0);
        Status after = current.status();
        assertEquals("2", release(after));
        assertNotEquals(before.workerPid(), after.workerPid());
        inDirectory("releases/2", "up")
                .run()
                .expect(75)
                .complains(
                        second.toString(), "is the file of 'current'", "ottugi reload -n current");
        inDirectory("releases/2", "reload").run().expect(0);
        assertEquals(1, sleeping());
        // What a killed one has left is not doubled either.
        Sig.KILL.to(after.supervisor().pid());
        inDirectory("releases/2", "up").run().expect(75).complains("ottugi up -n current -c ");
        inDirectory("current", "up").run().expect(0);
        assertEquals(after.workerPid(), current.status().workerPid());
        assertEquals(1, sleeping());
    }

    @Test
    void anotherFileUnderANameThatIsUpIsReloadedWithTheCommandThatIsTold() {
        sandbox.directory("a/current");
        sandbox.directory("b/current");
        sandbox.write("a/current/ottugi.toml", FILE.formatted("a"));
        Path other = sandbox.write("b/current/ottugi.toml", FILE.formatted("b"));
        inDirectory("a/current", "up").run().expect(0);
        String reload = "ottugi reload -n current -c " + other;
        inDirectory("b/current", "up").run().expect(75).complains(reload);
        inDirectory("b/current", reload.split(" ")[1], "-n", "current", "-c", other.toString())
                .run()
                .expect(0);
        assertEquals("b", release(current.status()));
        assertEquals(1, sleeping());
    }

    private static String release(Status status) {
        return new Proc(status.workerPid()).environment().getOrDefault("RELEASE", "");
    }

    private long sleeping() {
        return sandbox.processes().stream()
                .filter(proc -> Workers.isSleeping(proc, "1000"))
                .count();
    }

    private Path release(String name) {
        sandbox.directory("releases/" + name);
        return sandbox.write("releases/" + name + "/ottugi.toml", FILE.formatted(name));
    }

    private void link(String release) {
        sandbox.command("ln", "-sfn", "releases/" + release, "current").run().expect(0);
    }

    /** As somebody does it in a shell, which knows by which name it went there. */
    private Program inDirectory(String directory, String... arguments) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", directory));
        words.add(sandbox.program());
        words.addAll(List.of(arguments));
        return sandbox.command(words.toArray(new String[0]));
    }
}
