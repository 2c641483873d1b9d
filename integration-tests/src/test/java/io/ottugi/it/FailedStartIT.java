package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Step 8, a failed start is not the end: it is told, waited for, and tried again. */
class FailedStartIT {
    /**
     * A home on a small disk of its own that is full when the worker is killed, and has room again
     * when it is killed the second time. Supervisor and worker each lead a session, so their
     * session numbers are their pids.
     */
    private static final String FULL_DISK =
            """
            ids() {
                "$program" status -n shop --json | tr , '\\n' |
                    sed -n 's/.*"session": *\\([0-9]*\\).*/\\1/p'
            }
            supervisor() { ids | head -n 1; }
            worker() { ids | tail -n +2; }
            kill_worker() {
                before=$(worker)
                kill -9 $before
                until after=$(worker) && [ -n "$after" ] && [ "$after" != "$before" ]; do :; done
            }
            home=$1 program=$2
            mount -t tmpfs -o size=512k,mode=700 none "$home"
            "$program" up -n shop -- sleep 1000
            first=$(supervisor)
            head -c 1000000 /dev/zero >"$home/fill" 2>/dev/null || true
            kill_worker
            find "$home" -name '*.new'
            rm "$home/fill"
            kill_worker
            echo supervisor $first $(supervisor)
            "$program" down -n shop
            cat "$home/state/shop/events.jsonl"
            find "$home"
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void theCommandIsGoneAndComesBack() throws IOException {
        Path tool = sandbox.script("tool", "exec sleep 1000");
        Path away = tool.resolveSibling("away");
        Status before = shop.up(retryingSoon("--", tool.toString()));
        Files.move(tool, away);
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 2);
        Status fallen = shop.awaitStatus("BACKOFF", s -> s.in("BACKOFF"));
        assertTrue(fallen.lastFall().cause().startsWith("could not start: "), fallen::toString);
        assertTrue(fallen.lastFall().cause().contains(tool.toString()), fallen::toString);
        Files.move(away, tool);
        assertStandsAgain(before);
    }

    @Test
    void theCommandIsNoLongerExecutable() throws IOException {
        Path tool = sandbox.script("tool", "exec sleep 1000");
        Status before = shop.up(retryingSoon("--", tool.toString()));
        assertTrue(tool.toFile().setExecutable(false, false));
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        assertTrue(tool.toFile().setExecutable(true, true));
        assertStandsAgain(before);
    }

    @Test
    void theInterpreterOfTheScriptIsMissing() throws IOException {
        Path tool = sandbox.script("tool", "exec sleep 1000");
        Status before = shop.up(retryingSoon("--", tool.toString()));
        String good = Files.readString(tool);
        Workers.rewrite(tool, "#!/nonexistent/interpreter\n");
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        Workers.rewrite(tool, good);
        assertStandsAgain(before);
    }

    @Test
    void itsDirectoryIsGoneAndComesBack() throws IOException {
        Path place = sandbox.directory("place");
        Status before = shop.up(retryingSoon(Workers.with(Workers.SLEEP, "directory=" + place)));
        Files.delete(place);
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        Files.createDirectory(place);
        assertStandsAgain(before);
    }

    @Test
    void itsLogCannotBeWrittenForAWhile() throws IOException {
        Status before = shop.up(retryingSoon(Workers.SLEEP));
        Path logs = shop.logs();
        Path away = logs.resolveSibling("away");
        Files.move(logs, away);
        Files.writeString(logs, "a file where the directory was");
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        Files.delete(logs);
        Files.move(away, logs);
        assertStandsAgain(before);
    }

    @Test
    void noProcessIsLeftToHave() {
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.giveTo(user);
        shop.does("up", retryingSoon(Workers.SLEEP)).through(user.prefix()).run().expect(0);
        Status before = shop.status();
        limit(user, before.supervisor().pid(), "--nproc=1:");
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 2);
        limit(user, before.supervisor().pid(), "--nproc=4096:");
        assertStandsAgain(before);
    }

    /**
     * Some settings are looked up in files before a start; a start that fails there is one, too.
     */
    @ParameterizedTest
    @ValueSource(strings = {"umask=077", "nice=1", "user=root", "limits.core=0"})
    void noDescriptorIsLeftToHave(String setting) {
        Status before = shop.up(Workers.with(retryingSoon(Workers.SLEEP), setting));
        long supervisor = before.supervisor().pid();
        limit(
                OrdinaryUser.NOBODY_ELSE,
                supervisor,
                "--nofile=" + new Proc(supervisor).descriptors().size() + ":");
        Sig.KILL.to(before.workerPid());
        Await.until("the worker's end", () -> !new Proc(before.workerPid()).alive());
        Await.until(
                "a failed start in the log",
                () -> shop.supervisorLog().toLowerCase(Locale.ROOT).contains("open files"));
        limit(OrdinaryUser.NOBODY_ELSE, supervisor, "--nofile=1024:");
        assertStandsAgain(before);
        shop.does("stop", "all").run().expect(0);
        assertEquals("STOPPED", shop.status().worker().state());
    }

    @Test
    void aFullDiskStopsNobody() {
        Result result =
                Namespaces.run(sandbox, FULL_DISK, sandbox.home().toString(), sandbox.program());
        result.expect(0);
        String line =
                result.out()
                        .lines()
                        .filter(l -> l.startsWith("supervisor "))
                        .findFirst()
                        .orElse("");
        String[] pids = line.split(" ", -1);
        assertEquals(3, pids.length, result::toString);
        assertEquals(pids[1], pids[2], "the supervisor is the same");
        assertTrue(result.out().contains("supervisor-down"), result::toString);
        assertFalse(result.out().contains(".new"), () -> "temporary file left: " + result);
    }

    private static String[] retryingSoon(String... command) {
        return Workers.with(command, "restart.initial=20ms", "restart.max=200ms");
    }

    /** By the supervisor's own user, since not every root may set the limits of others. */
    private void limit(OrdinaryUser user, long pid, String limit) {
        sandbox.command("prlimit", "--pid", Long.toString(pid), limit)
                .through(user.prefix())
                .run()
                .expect(0);
    }

    private void assertStandsAgain(Status before) {
        shop.awaitRunningAfter(before.worker().generation());
        Status after = shop.awaitStatus("RUNNING", s -> s.in("RUNNING"));
        assertEquals(before.supervisor().pid(), after.supervisor().pid());
        assertTrue(new Proc(after.workerPid()).alive());
    }
}
