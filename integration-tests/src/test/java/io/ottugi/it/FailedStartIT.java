package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Step 8, a failed start is not the end: it is told, waited for, and tried again. */
class FailedStartIT {
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
        Files.writeString(tool, "#!/nonexistent/interpreter\n");
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        Files.writeString(tool, good);
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
        limit(before.supervisor().pid(), "--nproc=1:");
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 2);
        limit(before.supervisor().pid(), "--nproc=4096:");
        assertStandsAgain(before);
    }

    @Test
    void noDescriptorIsLeftToHave() {
        Status before = shop.up(retryingSoon(Workers.SLEEP));
        long supervisor = before.supervisor().pid();
        limit(supervisor, "--nofile=" + new Proc(supervisor).descriptors().size() + ":");
        Sig.KILL.to(before.workerPid());
        Await.until("the worker's end", () -> !new Proc(before.workerPid()).alive());
        Await.until("the failure in the log", () -> shop.supervisorLog().contains("open files"));
        limit(supervisor, "--nofile=1024:");
        assertStandsAgain(before);
    }

    @Test
    void aFullDiskStopsNobody() {
        String script =
                """
                mount -t tmpfs -o size=512k,mode=700 none "$1"
                "$2" up -n shop --set restart.initial=10ms --set restart.max=100ms -- sleep 1000
                pid() { "$2" status -n shop --json | tr , '\\n' | sed -n 's/.*"pid": *\\([0-9]*\\).*/\\1/p'; }
                before=$(pid "$@")
                head -c 1000000 /dev/zero >"$1/fill" 2>/dev/null || true
                kill -9 $(echo "$before" | tail -n 1)
                until [ "$(pid "$@" | wc -l)" = 2 ] && [ "$(pid "$@")" != "$before" ]; do sleep 0.1; done
                after=$(pid "$@")
                echo supervisor $(echo "$before" | head -n 1) $(echo "$after" | head -n 1)
                rm "$1/fill"
                kill -9 $(echo "$after" | tail -n 1)
                until [ "$(pid "$@" | wc -l)" = 2 ] && [ "$(pid "$@")" != "$after" ]; do sleep 0.1; done
                "$2" down -n shop
                cat "$1/state/shop/events.jsonl"
                """;
        Result result =
                Namespaces.run(sandbox, script, sandbox.home().toString(), sandbox.program());
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
    }

    private static String[] retryingSoon(String... command) {
        return Workers.with(command, "restart.initial=20ms", "restart.max=200ms");
    }

    private void limit(long pid, String limit) {
        sandbox.command("prlimit", "--pid", Long.toString(pid), limit).run().expect(0);
    }

    private void assertStandsAgain(Status before) {
        shop.awaitRunningAfter(before.worker().generation());
        Status after = shop.awaitStatus("RUNNING", s -> s.in("RUNNING"));
        assertEquals(before.supervisor().pid(), after.supervisor().pid());
        assertTrue(new Proc(after.workerPid()).alive());
    }
}
