package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A killed supervisor of several workers is replaced: healthy workers go on, whatever keeps others
 * from starting.
 */
class TakeOverIT {
    private static final String THREE =
            """
            [worker.a]
            command = ["sleep", "1001"]

            [worker.b]
            command = ["sleep", "1002"]

            [worker.c]
            command = ["./c"]
            restart = { initial = "50ms", max = "200ms" }
            """;

    private static final String FULL =
            """
            home=$1 program=$2
            pids() { "$program" status -n shop --json | tr , '\\n' | sed -n 's/.*"pid": *\\([0-9]*\\).*/\\1/p'; }
            mount -t tmpfs -o size=512k,mode=700 none "$home"
            "$program" up -n shop -- sleep 1000 >/dev/null
            echo before $(pids)
            supervisor=$(pids | head -n 1)
            kill -9 $supervisor
            while grep -qsv '^State:.Z' /proc/$supervisor/cmdline; do :; done
            head -c 1000000 /dev/zero >"$home/fill" 2>/dev/null || true
            "$program" up -n shop -- sleep 1000 >/dev/null
            echo after $(pids)
            rm "$home/fill"
            "$program" down -n shop
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aBrokenScriptOfOneEndsNoOther() throws IOException {
        Status before = threeOfWhichOneFell();
        sandbox.write("shop/c", "#!/nonexistent/interpreter\n");
        Result up = up().expect(1);
        assertTrue(up.err().contains("c could not be started and is tried again"), up::toString);
        assertTakenOver(before);
        sandbox.script("shop/c", "exec sleep 1003");
        shop.awaitStatus("c runs", s -> s.state("c").equals("RUNNING"));
        shop.down().expect(0);
    }

    @Test
    void aMissingProgramOfOneKeepsNoneFromBeingTakenOver() throws IOException {
        Status before = threeOfWhichOneFell();
        Files.delete(sandbox.work().resolve("shop/c"));
        Result up = up().expect(1);
        assertTrue(up.err().contains("c could not be started"), up::toString);
        assertTakenOver(before);
        Sig.KILL.to(pid(before, "a"));
        shop.awaitStatus(
                "a again", s -> s.state("a").equals("RUNNING") && pid(s, "a") != pid(before, "a"));
        shop.down().expect(0);
    }

    @Test
    void aLogThatCannotBeOpenedEndsNoOther() throws IOException {
        Status before = threeOfWhichOneFell();
        Path log = shop.logs().resolve("c.log");
        Files.deleteIfExists(log);
        Files.createDirectory(log);
        Result up = up().expect(1);
        assertTrue(up.err().contains("c could not be started"), up::toString);
        assertTakenOver(before);
        shop.down().expect(0);
    }

    @Test
    void upKeepsGoingIfItIsToldTo() throws IOException {
        sandbox.directory("shop");
        sandbox.write("shop/ottugi.toml", THREE);
        up().expect(69);
        sandbox.assertNothingRuns();
        sandbox.ottugi("up", "--keep-going", "-c", "shop/ottugi.toml").run().expect(1);
        shop.awaitStatus("a runs", s -> s.state("a").equals("RUNNING"));
        sandbox.script("shop/c", "exec sleep 1003");
        shop.awaitStatus("c runs", s -> s.state("c").equals("RUNNING"));
        shop.down().expect(0);
    }

    @Test
    void aForegroundSupervisorTakesThemOverToo() throws IOException {
        Status before = threeOfWhichOneFell();
        Files.delete(sandbox.work().resolve("shop/c"));
        Running run = sandbox.ottugi("run", "-c", "shop/ottugi.toml").start();
        shop.awaitStatus("c is tried", s -> s.state("c").equals("BACKOFF"));
        assertTakenOver(before);
        assertTrue(run.err().contains("it is tried again"), run::err);
        shop.down().expect(0);
        run.finish().expect(0);
    }

    @Test
    void aNameIsEnoughWhereverOneStands() throws IOException {
        Status before = threeOfWhichOneFell();
        sandbox.script("shop/c", "exec sleep 1003");
        sandbox.directory("bank");
        sandbox.write("bank/ottugi.toml", "[worker.x]\ncommand = [\"sleep\", \"1004\"]\n");
        sandbox.ottugi("up", "-n", "shop").in(sandbox.work().resolve("bank")).run().expect(0);
        assertTakenOver(before);
        shop.down().expect(0);
        sandbox.ottugi("up", "-n", "nowhere")
                .in(sandbox.work())
                .run()
                .expect(64)
                .complains("nothing was ever up under 'nowhere'");
    }

    @Test
    void aProgramIsTakenOverByItsNameAlone() {
        long worker = pid(shop.up("--", "sleep", "1000"), "shop");
        killSupervisor();
        shop.does("up").run().expect(0);
        assertEquals(worker, pid(shop.status(), "shop"));
        shop.down().expect(0);
    }

    /** What has been done is not done again while what came after it goes on. */
    @Test
    void aTaskThatIsDoneIsNotDoneAgain() throws IOException {
        sandbox.script("migrate", "echo once >> " + sandbox.work() + "/migrations");
        sandbox.write(
                "ottugi.toml",
                """
                [supervisor]
                name = "shop"
                [worker.migrate]
                command = ["./migrate"]
                oneshot = true
                restart = "on-failure"
                [worker.web]
                command = ["sleep", "1000"]
                after = ["migrate"]
                """);
        sandbox.ottugi("up").run().expect(0);
        killSupervisor();
        sandbox.ottugi("up").run().expect(0);
        assertEquals("EXITED", shop.status().state("migrate"));
        assertEquals(1, migrations());
        sandbox.ottugi("down", "--keep-workers").run().expect(0);
        sandbox.ottugi("up").run().expect(0);
        assertEquals(1, migrations());
        sandbox.ottugi("restart", "migrate").run().expect(0);
        assertEquals(2, migrations());
        shop.down().expect(0);
        sandbox.ottugi("up").run().expect(0);
        assertEquals(3, migrations(), "after a down all is done anew");
        shop.down().expect(0);
    }

    /** Whoever edits the file while no supervisor is up is told what goes on as it was. */
    @Test
    void whatRunsWithEarlierSettingsIsNamed() {
        edited("1001", "1", "5s");
        shop.does("up", "-c", "shop.toml").run().expect(0);
        Status before = shop.status();
        shop.down("--keep-workers").expect(0);
        edited("1002", "2", "6s");
        Result up = shop.does("up", "-c", "shop.toml").run().expect(0);
        assertTrue(
                up.err().contains("went on with earlier settings: 'ottugi restart -n shop web x'"),
                up::toString);
        assertTrue(
                up.out().contains("runs with earlier settings (command, environment)"),
                up::toString);
        // Another take-over does not forget it, nor does one after a kill, in the foreground.
        killSupervisor();
        Running run = shop.does("run", "-c", "shop.toml").start();
        shop.awaitStatus("it is taken over", s -> s.state("db").equals("RUNNING"));
        assertTrue(
                run.err()
                        .contains(
                                "web: runs with earlier settings (command, environment): 'ottugi"),
                run::err);
        Result why = shop.does("why", "x").run().expect(0);
        assertTrue(why.out().contains("It runs with earlier settings (command)"), why::toString);
        assertEquals(
                """
                web: not changed itself, needs a restart
                  runs with earlier settings: command, environment
                x: not changed itself, needs a restart
                  runs with earlier settings: command
                nothing was changed
                """,
                shop.does("reload", "--diff").run().expect(0).out());
        shop.does("restart", "web").run().expect(0);
        shop.does("scale", "counted", "2").run().expect(0);
        Status after = shop.status();
        assertEquals(pid(before, "x"), pid(after, "x"), "a number replaces nothing");
        assertEquals(pid(before, "db"), pid(after, "db"));
        edited("1001", "2", "6s", "1002");
        assertEquals(
                """
                x: changed, at once
                  command: sleep 1002 -> sleep 1001
                nothing was changed
                """,
                shop.does("reload", "--diff").run().expect(0).out());
        shop.down().expect(0);
        run.finish().expect(0);
    }

    private void edited(String seconds, String color, String timeout) {
        edited(seconds, color, timeout, seconds);
    }

    private void edited(String x, String color, String timeout, String web) {
        sandbox.write(
                "shop.toml",
                """
                [worker.web]
                start.settle = "0s"
                command = ["sleep", "%s"]
                environment = { COLOR = "%s" }
                [worker.x]
                start.settle = "0s"
                command = ["sleep", "%s"]
                [worker.db]
                start.settle = "0s"
                command = ["sleep", "1000"]
                stop.timeout = "%s"
                [worker.counted]
                start.settle = "0s"
                command = ["sleep", "1000"]
                instances = 1
                """
                        .formatted(web, color, x, timeout));
    }

    private long migrations() throws IOException {
        return Files.readAllLines(sandbox.work().resolve("migrations")).size();
    }

    @Test
    void aWrongFileKeepsNoneFromBeingTakenOver() throws IOException {
        Status before = threeOfWhichOneFell();
        sandbox.write("shop/ottugi.toml", "[worker.a]\ncommand = []\n");
        Result up = up().expect(78);
        assertTrue(up.err().contains("ottugi.toml:2:1"), up::toString);
        assertTrue(up.err().contains("ottugi reload -n shop"), up::toString);
        assertTakenOver(before);
        sandbox.write("shop/ottugi.toml", THREE);
        sandbox.ottugi("reload", "-n", "shop").run().expect(0);
        shop.down().expect(0);
        sandbox.write("shop/ottugi.toml", "[worker.a]\ncommand = []\n");
        up().expect(78);
        sandbox.assertNothingRuns();
    }

    @Test
    void aFullDiskDoesNotKeepItFromBeingTakenOver() {
        Result result = Namespaces.run(sandbox, FULL, sandbox.home().toString(), sandbox.program());
        result.expect(0);
        String[] before = line(result, "before");
        String[] after = line(result, "after");
        assertEquals(before[1], after[1], result::toString);
    }

    @Test
    void inTheForegroundWhatCanRunRunsAndTheRestIsTriedAgain() throws IOException {
        sandbox.directory("shop");
        sandbox.write(
                "shop/ottugi.toml", THREE.replace("\"1002\"]", "\"1002\"]\nuser = \"nobody-yet\""));
        Running run = sandbox.ottugi("run", "-c", "shop/ottugi.toml").start();
        shop.awaitStatus(
                "a runs alone",
                s ->
                        s.state("a").equals("RUNNING")
                                && s.state("b").equals("BACKOFF")
                                && s.state("c").equals("BACKOFF"));
        sandbox.script("shop/c", "exec sleep 1003");
        shop.awaitStatus("c runs", s -> s.state("c").equals("RUNNING"));
        shop.down().expect(0);
        run.finish().expect(0);
    }

    private Status threeOfWhichOneFell() throws IOException {
        sandbox.directory("shop");
        sandbox.write("shop/ottugi.toml", THREE);
        Path c = sandbox.script("shop/c", "exec sleep 1003");
        up().expect(0);
        Status before = shop.status();
        killSupervisor();
        Sig.KILL.to(pid(before, "c"));
        Await.until("c's end", () -> !new Proc(pid(before, "c")).alive());
        assertTrue(Files.exists(c));
        return before;
    }

    private void killSupervisor() {
        long supervisor = shop.status().supervisor().pid();
        Sig.KILL.to(supervisor);
        Await.until("the supervisor's end", () -> !new Proc(supervisor).alive());
    }

    private Result up() {
        return sandbox.ottugi("up", "-c", "shop/ottugi.toml").run();
    }

    private void assertTakenOver(Status before) {
        Status after = shop.status();
        for (String name : new String[] {"a", "b"}) {
            assertEquals(pid(before, name), pid(after, name), after::toString);
            assertTrue(after.worker(name).adopted(), after::toString);
        }
    }

    private static long pid(Status status, String worker) {
        Long pid = status.worker(worker).pid();
        return pid == null ? -1 : pid;
    }

    private static String[] line(Result result, String first) {
        return result.out()
                .lines()
                .filter(line -> line.startsWith(first + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.toString()))
                .substring(first.length() + 1)
                .split(" ", -1);
    }
}
