package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demonstration that the README begins with, for more than one time and more than one user. */
class MakeRunIT {
    private static final Path PROJECT = Sandbox.distribution().resolve("../..").normalize();

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance counter = sandbox.instance("counter");
    private final Path shared = sandbox.root().resolve("t");

    @BeforeEach
    void everybodyMayWriteThere() {
        Skip.unless(
                Files.isRegularFile(PROJECT.resolve("Makefile"))
                        && sandbox.command("sh", "-c", "command -v make").run().exit() == 0,
                "there is no make, or no Makefile");
        sandbox.command("install", "-d", "-m", "1777", shared.toString()).run().expect(0);
    }

    @Test
    void theProcessThatIsNamedIsTheOneThatRuns() {
        assertTrue(make("run").run().expect(0).out().contains("count      " + count("daemon.out")));
        long first = counter.status().workerPid();
        counter.fell(Sig.KILL);
        Result again = make("run").run().expect(0);
        long pid = counter.status().workerPid();
        assertNotEquals(first, pid);
        assertTrue(again.out().contains("kill -9 " + pid + " "), again::toString);
        assertTrue(again.out().contains(" pid " + pid + " "), again::toString);
        make("stop").run().expect(0);
    }

    @Test
    void eachUserHasACountOfItsOwn() {
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        Skip.unless(user.id() >= 0, "only root can be two users");
        String id = Long.toString(user.id());
        Path home = sandbox.root().resolve("u");
        sandbox.command("install", "-d", "-m", "700", "-o", id, "-g", id, home.toString())
                .run()
                .expect(0);
        make("run").run().expect(0);
        Result other = as(user, home, "run").run().expect(0);
        assertTrue(
                other.out().contains(count("daemon-" + id + ".out").toString()), other::toString);
        // That the first user goes away changes nothing for the second.
        make("stop").run().expect(0);
        sandbox.command("rm", count("daemon.out").toString()).run().expect(0);
        Result later = as(user, home, "status").run().expect(0);
        assertTrue(
                later.out().contains(count("daemon-" + id + ".out").toString()), later::toString);
        as(user, home, "stop").run().expect(0);
    }

    @Test
    void aWorkerThatDoesNotCountIsNoSuccess() {
        Path nowhere = shared.resolve("none/count");
        Result run = make("run", "COUNT_FILE=" + nowhere).run();
        assertEquals(2, run.exit(), run::toString);
        assertTrue((run.out() + run.err()).contains(nowhere.toString()), run::toString);
        make("stop").run();
    }

    private Path count(String name) {
        return shared.resolve(name);
    }

    /** The program is built already, however old that is for make. */
    private Program make(String target, String... more) {
        List<String> words = new ArrayList<>(List.of("make", "-s", "-o", "target/built"));
        words.addAll(List.of("-C", PROJECT.toString(), target));
        words.addAll(List.of(more));
        return sandbox.command(words.toArray(new String[0])).env("TMPDIR", shared.toString());
    }

    private Program as(OrdinaryUser user, Path home, String target) {
        return make(target)
                .env("OTTUGI_HOME", home.toString())
                .env("HOME", home.toString())
                .through(user.prefix());
    }
}
