package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody wants meanwhile, while another's command is on its way. */
class RollingIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private final Path go = sandbox.work().resolve("go");

    /** Of three instances the first ends only when it may; base has a worker that goes with it. */
    @BeforeEach
    void up() {
        String wait = "trap 'test $OTTUGI_INSTANCE -gt 1 || until test -e " + go;
        sandbox.script(
                "web",
                wait + "; do sleep 0.02; done; exit 0' TERM",
                "echo ready",
                "while :; do sleep 0.02; done");
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["./web"]
                        instances = 3

                        [worker.with]
                        command = ["sleep", "1000"]
                        after = ["web"]
                        restart_with = true
                        """);
        shop.up("-c", file.toString());
        Await.until(
                "its trap is set", () -> shop.logs().resolve("web:1.log").toFile().length() > 0);
    }

    @Test
    void whatIsStoppedOrRemovedMeanwhileStaysDown() throws IOException {
        Running rolling = shop.does("restart", "--rolling", "web").start();
        shop.awaitEvent("stopping", 1);
        shop.does("stop", "web:2").run().expect(0);
        shop.does("scale", "web", "2").run().expect(0);
        Files.createFile(go);
        Result rolled = rolling.finish().expect(1);
        assertTrue(rolled.out().contains("with does not run yet"), rolled::toString);
        Status after = shop.status();
        assertEquals(2, after.worker("web:1").generation(), after::toString);
        assertEquals("STOPPED", after.state("web:2"), after::toString);
        assertEquals("", after.state("web:3"), after::toString);
    }

    @Test
    void whatDoesNotRunIsStartedInItsTurn() throws IOException {
        Files.createFile(go);
        shop.does("stop", "web:2").run().expect(0);
        shop.does("restart", "--rolling", "web").run().expect(0);
        assertEquals("RUNNING", shop.status().state("web:2"));
        assertEquals(2, shop.status().worker("with").generation(), "restarted once, at the end");
    }

    @Test
    void whoWaitsForAStopIsToldThatSomebodyWantsItUp() throws IOException {
        Running stop = shop.does("stop", "web:1").start();
        shop.awaitEvent("stopping", 1);
        shop.does("start", "--no-wait", "web:1").run().expect(0);
        Result told = stop.finish().expect(1);
        assertTrue(told.out().contains("somebody started it meanwhile"), told::toString);
        Files.createFile(go);
        shop.awaitStatus("it runs", now -> now.state("web:1").equals("RUNNING"));
    }
}
