package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who comes after whom: starts wait, stops go the other way round, falls stay with the fallen. */
class OrderIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void whoComesAfterOneThatFallsStartsWhenThatRecovers() throws IOException {
        Path needed = sandbox.write("db.env", "A=1\n");
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["db"]

                        [worker.db]
                        command = ["sleep", "1000"]
                        environment_file = "db.env"
                        restart = { initial = "50ms", max = "50ms" }
                        """);
        Status before = shop.up("-c", file.toString());
        assertStartedAfter("db", "web", 1);
        Files.delete(needed);
        Sig.KILL.to(pid(before, "db"));
        shop.awaitEvent("could-not-start", 1);
        Sig.KILL.to(pid(before, "web"));
        Status status = shop.awaitStatus("web waits", now -> now.state("web").equals("WAITING"));
        assertTrue(
                String.valueOf(status.worker("web").waitingFor()).startsWith("[db ("),
                status::toString);
        assertTrue(
                String.valueOf(status.worker("db").lastFall()).contains("db.env"),
                status::toString);
        Files.writeString(needed, "A=1\n");
        shop.awaitStatus("both run", OrderIT::bothRun);
        assertStartedAfter("db", "web", 2);
    }

    @Test
    void whoComesAfterAOneshotWaitsUntilItHasEndedWell() throws IOException {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["migrate"]

                        [worker.migrate]
                        command = ["sh", "-c", "until [ -e done ]; do sleep 0.05; done; rm done"]
                        directory = "."
                        oneshot = true
                        restart = "on-failure"
                        """);
        Running up = shop.does("up", "-c", file.toString()).start();
        shop.awaitEvent("running", 1);
        Status waiting = shop.awaitStatus("web waits", now -> now.state("web").equals("WAITING"));
        assertEquals("RUNNING", waiting.state("migrate"));
        assertEquals("[migrate (RUNNING)]", String.valueOf(waiting.worker("web").waitingFor()));
        Files.createFile(sandbox.work().resolve("done"));
        up.finish().expect(0);
        Status status = shop.status();
        assertEquals("RUNNING", status.state("web"));
        assertEquals("EXITED", status.state("migrate"));
        assertStartedAfter("migrate", "web", 1);
    }

    private void assertStartedAfter(String first, String second, int nth) {
        Event running = events("running", first).get(nth - 1);
        Event starting = events("starting", second).get(nth - 1);
        assertTrue(
                running.text("at").compareTo(starting.text("at")) < 0,
                () -> running + " before " + starting);
    }

    @Test
    void aTaskThatIsDoneLetsTheNextStart() {
        Path file = configuration("migrate", "exit 0", "restart = \"never\"");
        shop.up("-c", file.toString());
        Status status = shop.status();
        assertEquals("EXITED", status.state("migrate"), status::toString);
        assertEquals("RUNNING", status.state("web"), status::toString);
        shop.does("status").run().expect(0);
    }

    @Test
    void aTaskThatFailedDoesNot() {
        Path file = configuration("migrate", "exit 3", "restart = \"never\"");
        Result up = shop.does("up", "-c", file.toString()).run().expect(1);
        assertTrue(up.err().contains("web waits for migrate (EXITED)"), up::toString);
        Result start = shop.does("start", "web").run().expect(1);
        assertTrue(start.out().contains("migrate"), start::toString);
        shop.does("status").run().expect(1);
    }

    @Test
    void stopsGoTheOtherWayRound() throws IOException {
        Path told = sandbox.write("told", "");
        // Neither web nor mail goes before the other is told, so they must be told together.
        String script =
                "trap 'echo $OTTUGI_WORKER told >>%1$s;"
                        + " until [ $(grep -c told %1$s) -ge 2 ]; do sleep 0.02; done;"
                        + " echo $OTTUGI_WORKER gone >>%1$s; exit 0' TERM\n"
                        + "while :; do sleep 0.02; done";
        sandbox.script("polite", script.formatted(told));
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.db]
                        command = ["./polite"]

                        [worker.web]
                        command = ["./polite"]
                        after = ["db"]

                        [worker.mail]
                        command = ["./polite"]
                        after = ["db"]
                        """);
        shop.up("-c", file.toString());
        shop.down().expect(0);
        List<String> lines = Files.readAllLines(told);
        assertEquals(6, lines.size(), lines::toString);
        assertEquals(List.of("db told", "db gone"), lines.subList(4, 6));
        assertTrue(
                List.of("web told", "mail told").containsAll(lines.subList(0, 2)),
                () -> "not at the same time: " + lines);
    }

    @Test
    void aFallStaysWithTheFallenUnlessItIsWishedOtherwise() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.db]
                        command = ["sleep", "1000"]

                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["db"]

                        [worker.cache]
                        command = ["sleep", "1000"]
                        after = ["db"]
                        restart_with = true
                        """);
        Status before = shop.up("-c", file.toString());
        Sig.KILL.to(pid(before, "db"));
        Await.until(
                "cache has been restarted",
                () -> {
                    Status now = shop.status();
                    return now.state("cache").equals("RUNNING")
                            && now.worker("cache").generation() == 2;
                });
        Status after = shop.status();
        assertEquals(pid(before, "web"), pid(after, "web"));
        assertNotEquals(pid(before, "db"), pid(after, "db"));
        assertEquals(1, events("starting", "web").size());
        assertEquals(2, events("starting", "cache").size());
        shop.does("restart", "db").run().expect(0);
        assertEquals(3, shop.status().worker("cache").generation());
        assertEquals(pid(before, "web"), pid(shop.status(), "web"));
    }

    @Test
    void restartsWithAnotherUseUpTheLimit() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.db]
                        command = ["sleep", "1000"]

                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["db"]
                        restart_with = true
                        restart = { limit = { restarts = 2, within = "10m" } }
                        """);
        shop.up("-c", file.toString());
        for (int i = 1; i <= 2; i++) {
            int generation = i + 1;
            Sig.KILL.to(pid(shop.status(), "db"));
            shop.awaitStatus(
                    "web has been restarted with it",
                    now ->
                            now.state("web").equals("RUNNING")
                                    && now.worker("web").generation() == generation);
        }
        assertEquals(2, shop.status().worker("web").restarts());
        Sig.KILL.to(pid(shop.status(), "db"));
        shop.awaitStatus("web is given up", now -> now.state("web").equals("FAILED"));
        shop.does("start", "web").run().expect(0);
        assertEquals(0, shop.status().worker("web").restarts());
    }

    @Test
    void aHundredFallsAtOnceAreAnsweredAtTheRateThatIsSet() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [supervisor]
                        start_rate = 20

                        [worker.web]
                        command = ["sleep", "1000"]
                        instances = 20
                        """);
        Status up = shop.up("-c", file.toString());
        int before = shop.events("starting").size();
        up.workers().forEach(worker -> Sig.KILL.to(pid(up, worker.name())));
        Await.until("all are back", () -> shop.events("running").size() == before + 20);
        List<Event> starts = shop.events("starting").subList(before, before + 20);
        for (int i = 10; i < 20; i++) {
            long apart = millis(starts.get(i)) - millis(starts.get(i - 10));
            assertTrue(apart >= 450, "ten starts within " + apart + " ms: " + starts);
        }
    }

    private Path configuration(String task, String does, String setting) {
        sandbox.script(task, does);
        return sandbox.write(
                "shop.toml",
                """
                [worker.%1$s]
                command = ["./%1$s"]
                %2$s

                [worker.web]
                command = ["sleep", "1000"]
                after = ["%1$s"]
                """
                        .formatted(task, setting));
    }

    private static long millis(Event event) {
        return java.time.Instant.parse(event.text("at")).toEpochMilli();
    }

    private static long pid(Status status, String worker) {
        Long pid = status.worker(worker).pid();
        if (pid == null) {
            throw new AssertionError(worker + " does not run: " + status);
        }
        return pid;
    }

    private static boolean bothRun(Status status) {
        return status.state("db").equals("RUNNING") && status.state("web").equals("RUNNING");
    }

    private List<Event> events(String kind, String worker) {
        return shop.events(kind).stream().filter(event -> event.worker().equals(worker)).toList();
    }
}
