package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Falls that are not answered for ever: limits and where they lead, exceptions by cause. */
class RestartLimitIT {
    private static final String[] AT_ONCE = {
        "--set", "restart.initial=0", "--set", "restart.jitter=0"
    };

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void whatFallsTooOftenIsGivenUpUntilSomebodyStartsIt() {
        up(
                falling(7),
                "--set",
                "start.settle=10s",
                "--set",
                "restart.limit.restarts=3",
                "--set",
                "restart.limit.within=60s");
        Status status = shop.awaitStatus("given up", now -> now.in("FAILED"));
        assertEquals("limit", status.worker().givenUp());
        assertEquals(4, shop.events("starting").size());
        shop.does("status").run().expect(1);
        Result start = shop.does("start", "all").run().expect(1);
        assertTrue(start.out().contains("exit 7"), start::toString);
        shop.awaitStatus("given up again", now -> now.in("FAILED"));
        assertEquals(8, shop.events("starting").size());
    }

    @Test
    void whatIsHeldIsTriedAgainNowAndThen() {
        up(
                falling(7),
                "--set",
                "restart.limit.restarts=2",
                "--set",
                "restart.limit.within=60s",
                "--set",
                "restart.limit.then=hold",
                "--set",
                "restart.limit.hold=300ms");
        shop.awaitEvent("gave-up", 3);
        assertEquals(5, shop.awaitEvent("starting", 5).generation(), "one try for each hold");
    }

    @Test
    void aContainerEndsWithItsWorkersCode() {
        Result run =
                shop.does(
                                "run",
                                arguments(
                                        falling(7),
                                        "--set",
                                        "restart.limit.restarts=1",
                                        "--set",
                                        "restart.limit.within=60s",
                                        "--set",
                                        "restart.limit.then=exit-supervisor"))
                        .run();
        assertEquals(7, run.exit(), run::toString);
        assertEquals(2, shop.events("starting").size());
        sandbox.assertNothingRuns();
    }

    @Test
    void aWrongConfigurationIsNotTriedAgainUntilAFileChanges() throws IOException {
        Path setting = sandbox.write("shop.conf", "wrong");
        Path worker =
                sandbox.script(
                        "worker", "grep -q right " + setting + " || exit 78", "exec sleep 1000");
        Path[] files = {worker, setting};
        up(
                new String[] {"--", files[0].toString(), files[1].toString()},
                "--set",
                "restart.never_after=exit 78");
        Status status = shop.awaitStatus("given up", now -> now.in("FAILED"));
        assertEquals("cause", status.worker().givenUp());
        assertEquals(1, shop.events("starting").size());
        // At once: a file that is truncated first changes twice, and is tried twice.
        Files.move(
                sandbox.write("shop.conf.new", "right"), setting, StandardCopyOption.ATOMIC_MOVE);
        shop.awaitStatus("it runs", now -> now.in("RUNNING"));
        assertEquals(2, shop.events("starting").size());
    }

    @Test
    void aSignalNobodyAskedForIsAFailureThoughTheCodeLooksClean() {
        up(Workers.exitingOnUsr1(sandbox, 143), "--set", "restart.policy=on-failure");
        Sig.USR1.to(shop.status().workerPid());
        Event second = shop.awaitRunningAfter(1);
        assertEquals(2, second.generation());
        shop.does("stop", "all").run().expect(0);
        Status stopped = shop.status();
        assertTrue(stopped.in("STOPPED"), stopped::toString);
    }

    private void up(String[] worker, String... settings) {
        shop.upThoughItFalls(arguments(worker, settings));
    }

    private static String[] arguments(String[] worker, String... settings) {
        List<String> all = new java.util.ArrayList<>(List.of(AT_ONCE));
        all.addAll(List.of(settings));
        all.addAll(List.of(worker));
        return all.toArray(new String[0]);
    }

    private String[] falling(int code) {
        return new String[] {"--", sandbox.script("falling", "exit " + code).toString()};
    }
}
