package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
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

/** Step 5, chdir to the root: no directory is held, yet relative paths mean what was meant. */
class WorkingDirectoryIT {
    private static final Path ROOT = Path.of("/");

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void supervisorAndWorkerStandInTheRoot() {
        Status status = shop.up(Workers.SLEEP);
        assertEquals(ROOT, new Proc(status.supervisor().pid()).directory());
        assertEquals(ROOT, new Proc(status.workerPid()).directory());
        assertEquals("/", status.supervisor().directory());
    }

    @Test
    void theFilesystemItWasStartedFromCanBeUnmounted() {
        String script =
                """
                mount -t tmpfs none "$1"
                cd "$1"
                echo input >in
                "$2" up -n shop -- sleep 1000 <in >out 2>&1
                cd /
                umount "$1"
                echo unmounted
                "$2" status -n shop
                """;
        Path mounted = sandbox.directory("mounted");
        Result result = Namespaces.run(sandbox, script, mounted.toString(), sandbox.program());
        result.expect(0);
        assertTrue(result.out().startsWith("unmounted\n"), result.out());
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void aRelativeCommandMeansTheOneInTheOperatorsDirectory() {
        Path tools = sandbox.directory("tools");
        sandbox.script("tools/tool", "exec sleep 1000");
        shop.does("up", "--", "./tool").in(tools).run().expect(0);
        assertTrue(shop.fell(Sig.KILL).pid() > 0, "the same again after a fall");
        assertTrue(shop.status().in("RUNNING"));
    }

    @Test
    void relativeArgumentsMeanTheFilesInTheOperatorsDirectory() {
        Path jobs = sandbox.directory("jobs");
        sandbox.script("jobs/job.sh", "exec sleep 1000");
        shop.does("up", "--", "sh", "job.sh").in(jobs).run().expect(0);
        Status status = shop.status();
        Await.until("the job", () -> new Proc(status.workerPid()).commandLine().contains("1000"));
        assertEquals(0, status.worker().restarts());
    }

    @Test
    void relativeSettingsAreResolvedWhereTheOperatorStood() throws IOException {
        Path place = sandbox.directory("place");
        sandbox.directory("place/data");
        String[] worker =
                Workers.with(
                        new String[] {"--", "sh", "-c", "pwd; exec sleep 1000"},
                        "directory=data",
                        "log.file=own.log");
        shop.does("up", worker).in(place).run().expect(0);
        Path log = place.resolve("own.log");
        Await.until("its log", () -> Files.exists(log) && Files.size(log) > 0);
        assertEquals(place.resolve("data") + "\n", Files.readString(log));
        assertEquals(log.toString(), shop.status().worker().log());
        assertEquals(place.resolve("data"), new Proc(shop.fell(Sig.KILL).pid()).directory());
    }

    @Test
    void standsWhenTheOperatorsDirectoryIsRemoved() throws IOException {
        Path place = sandbox.directory("place");
        shop.does("up", Workers.SLEEP).in(place).run().expect(0);
        Files.delete(place);
        shop.fell(Sig.KILL);
        assertTrue(shop.status().in("RUNNING"));
    }
}
