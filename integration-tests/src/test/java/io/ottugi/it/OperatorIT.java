package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does daily with several workers: by name, by pattern, all. */
class OperatorIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void workersAreStoppedAndStartedByNameByInstanceByPatternAndAll() {
        up(3);
        expect(0, "stop", "web:2").is("web:2 is stopped\n");
        assertStates("RUNNING STOPPED RUNNING RUNNING");
        assertEquals(4, expect(0, "stop", "web", "db").lines());
        assertStates("STOPPED STOPPED STOPPED STOPPED");
        expect(0, "start", "web:[13]");
        assertStates("RUNNING STOPPED RUNNING STOPPED");
        Said all = expect(0, "start", "all");
        assertStates("RUNNING RUNNING RUNNING RUNNING");
        assertTrue(all.text().contains("(it ran already)"), all::text);
        shop.does("status").run().expect(0);
    }

    @Test
    void aNameThatIsNotThereIsRefusedAndTheNearestIsTold() {
        Status before = up(1);
        shop.does("stop", "db", "wbe").run().expect(64).complains("'wbe'", "'web'");
        shop.does("stop", "x*").run().expect(64).complains("'x*'", "web:1");
        assertEquals(pids(before), pids(shop.status()));
    }

    @Test
    void whatDoesNotComeUpIsToldWithItsCause() {
        sandbox.script("bad", "exit 7");
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.bad]
                        command = ["./bad"]
                        autostart = false
                        start.settle = "10s"
                        restart = { initial = "1h", max = "1h", jitter = 0 }

                        [worker.good]
                        command = ["sleep", "1000"]
                        """);
        shop.up("-c", file.toString());
        Said said = expect(1, "start", "all");
        assertTrue(said.text().contains("bad fell: exit 7"), said::text);
        assertTrue(said.text().contains("good runs: pid "), said::text);
    }

    @Test
    void aTimeoutIsAnExitCodeAndTheWorkGoesOn() {
        sandbox.script("slow", "trap 'sleep 1; exit 0' TERM", "while :; do sleep 0.02; done");
        Path file = sandbox.write("shop.toml", "[worker.slow]\ncommand = [\"./slow\"]\n");
        shop.up("-c", file.toString());
        Said said = expect(75, "stop", "slow", "--timeout", "100ms");
        said.is("slow takes longer: it is still STOPPING\n");
        shop.awaitStatus("it is stopped", now -> now.in("STOPPED"));
        expect(0, "start", "slow", "--no-wait").is("slow is asked\n");
    }

    @Test
    void leavingTheClientChangesNothing() {
        sandbox.script("slow", "trap 'sleep 1; exit 0' TERM", "while :; do sleep 0.02; done");
        Path file = sandbox.write("shop.toml", "[worker.slow]\ncommand = [\"./slow\"]\n");
        shop.up("-c", file.toString());
        Running stop = shop.does("stop", "slow").start();
        shop.awaitStatus("it is stopping", now -> now.in("STOPPING"));
        Sig.INT.to(stop.pid());
        stop.finish();
        shop.awaitStatus("it is stopped all the same", now -> now.in("STOPPED"));
    }

    @Test
    void aRollingRestartGoesOneByOneAndStopsAtTheFirstThatDoesNotComeUp() {
        sandbox.script("web", "test ! -e broken || exit 1", "exec sleep 1000");
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["./web"]
                        directory = "%s"
                        instances = 3
                        start.settle = "1s"
                        restart = { initial = "1h", max = "1h", jitter = 0 }
                        """
                                .formatted(sandbox.work()));
        Status before = shop.up("-c", file.toString());
        Said said = expect(0, "restart", "--rolling", "web");
        assertEquals(3, said.lines());
        Status after = shop.status();
        assertTrue(pids(before).stream().noneMatch(pids(after)::contains), after::toString);
        sandbox.write("broken", "");
        said = expect(1, "restart", "--rolling", "web");
        assertTrue(said.text().startsWith("web:1 fell: exit 1"), said::text);
        assertTrue(said.text().contains("web:2 is left alone"), said::text);
        assertEquals(pids(after).subList(1, 3), pids(shop.status()).subList(1, 3));
    }

    @Test
    void signalsReachTheWorkersThatAreNamed() {
        String[] trap = Workers.trapping(sandbox, "trap", "trap 'echo got it' USR1");
        Path file =
                sandbox.write(
                        "shop.toml",
                        "[worker.a]\ncommand = [\"%1$s\"]\n[worker.b]\ncommand = [\"%1$s\"]\n"
                                .formatted(trap[1]));
        Status up = shop.up("-c", file.toString());
        Await.until(
                "both are ready", () -> log("a").contains("ready") && log("b").contains("ready"));
        expect(0, "signal", "USR1", "a").is("a is signalled: pid " + up.worker("a").pid() + "\n");
        Await.until("it came", () -> log("a").contains("got it"));
        assertEquals("ready\n", log("b"));
        expect(0, "stop", "b");
        expect(1, "signal", "sigusr1", "all");
        Result asked = shop.does("events", "--json", "a").run().expect(0);
        assertTrue(asked.out().contains("\"signal\":\"USR1\""), asked::toString);
        shop.does("signal", "NOPE", "a").run().expect(64).complains("NOPE");
    }

    @Test
    void aReloadTouchesOnlyWhatChanged() {
        Status before = up(2);
        Path file =
                configuration(
                        "web",
                        3,
                        "stop = { timeout = \"3s\" }",
                        "[worker.new]\ncommand = [\"sleep\", \"1000\"]");
        Said diff = expect(0, "reload", "--diff");
        assertTrue(diff.text().contains("new: added, to be started"), diff::text);
        assertTrue(diff.text().contains("  instances: 2 -> 3"), diff::text);
        assertTrue(diff.text().endsWith("nothing was changed\n"), diff::text);
        assertEquals(pids(before), pids(shop.status()));
        expect(0, "reload");
        Status after = shop.status();
        for (String worker : List.of("web:1", "web:2", "db")) {
            assertEquals(before.worker(worker).pid(), after.worker(worker).pid(), worker);
        }
        assertEquals("RUNNING", after.state("web:3"));
        assertEquals("RUNNING", after.state("new"));
        expect(0, "reload").is("nothing differs\n");
        configuration("web", 1, "environment = { SECRET = \"hush\" }", "");
        Said restarted = expect(0, "reload");
        assertTrue(restarted.text().contains("web: changed, needs a restart"), restarted::text);
        assertTrue(restarted.text().contains("new: removed, to be stopped"), restarted::text);
        assertTrue(!restarted.text().contains("hush"), restarted::text);
        Status last = shop.status();
        assertEquals(before.worker("db").pid(), last.worker("db").pid());
        assertNotEquals(before.worker("web:1").pid(), last.worker("web:1").pid());
        assertEquals(2, last.workers().size());
        assertTrue(file.toFile().exists());
    }

    @Test
    void aBrokenFileChangesNothing() {
        Status before = up(2);
        sandbox.write("shop.toml", "[worker.web]\ncomand = [\"sleep\", \"1000\"]\n");
        Result broken = shop.does("reload").run().expect(78);
        assertTrue(broken.err().contains("shop.toml:2:"), broken::toString);
        assertTrue(broken.err().contains("command"), broken::toString);
        sandbox.write("shop.toml", "[worker.web]\ncommand = [\"/nowhere\"]\n");
        assertNotEquals(0, shop.does("reload").run().exit());
        assertEquals(pids(before), pids(shop.status()));
        shop.does("reload", "-c", "none.toml").run().expect(78).complains("none.toml");
    }

    @Test
    void scaleMakesMoreAndFewer() {
        Status before = up(2);
        assertEquals(2, expect(0, "scale", "web", "4").lines());
        assertStates("RUNNING RUNNING RUNNING RUNNING RUNNING");
        expect(0, "scale", "web", "1");
        Await.until("web:1 and db are left", () -> shop.status().workers().size() == 2);
        assertEquals(before.worker("web:1").pid(), shop.status().worker("web:1").pid());
        shop.does("scale", "db", "2").run().expect(64).complains("db");
    }

    @Test
    void statusTellsWhatAWorkerTakes() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.family]
                        command = ["sh", "-c", "sleep 1000 & setsid sleep 1000 & wait"]

                        [worker.db]
                        command = ["sleep", "1000"]
                        """);
        shop.up("-c", file.toString());
        Await.until("three processes", () -> json("family").get("processes").getAsInt() == 3);
        long one = json("db").getAsJsonObject("memory").get("pss_bytes").getAsLong();
        long three = json("family").getAsJsonObject("memory").get("pss_bytes").getAsLong();
        assertTrue(one > 0 && three > one, () -> one + " and " + three);
        assertTrue(json("db").has("cpu_seconds"));
        Result table = shop.does("status").run().expect(0);
        List<String> lines = table.out().lines().toList();
        assertEquals(5, lines.size(), table::toString);
        int column = lines.get(2).indexOf("MEMORY");
        assertEquals(' ', lines.get(3).charAt(column - 1), table::toString);
        assertTrue(Character.isDigit(lines.get(4).charAt(column)), table::toString);
        Result named = shop.does("status", "db").run().expect(0);
        assertTrue(named.out().contains("  command    sleep 1000"), named::toString);
    }

    @Test
    void watchLooksAgainUntilItIsInterrupted() {
        up(1);
        Running watch = shop.does("status", "--watch", "db").start();
        Await.until("two looks", () -> watch.out().split("shop is up for", -1).length > 2);
        Sig.INT.to(watch.pid());
        watch.finish();
        assertTrue(watch.out().contains("%"), watch::out);
        Running piped =
                sandbox.command(
                                "sh",
                                "-c",
                                String.join(" ", shop.does("status", "--watch").words())
                                        + " | head -n 1")
                        .start();
        piped.finish().expect(0);
    }

    @Test
    void logsAreOfThoseThatAreMeant() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["sh", "-c", "echo web $OTTUGI_INSTANCE; exec sleep 1000"]
                        instances = 2

                        [worker.db]
                        command = ["sh", "-c", "echo db; exec sleep 1000"]
                        """);
        shop.up("-c", file.toString());
        Await.until("output", () -> log("web:2").contains("web 2") && log("db").contains("db"));
        assertEquals("db\n", shop.does("logs", "db").run().expect(0).out());
        assertEquals("web 2\n", shop.does("logs", "web:2", "-l", "all").run().expect(0).out());
        String both = shop.does("logs", "web").run().expect(0).out();
        assertEquals(List.of("web:1 | web 1", "web:2 | web 2"), both.lines().sorted().toList());
        String all = shop.does("logs").run().expect(0).out();
        assertEquals(3, all.lines().count(), all);
        shop.does("logs", "mail").run().expect(64).complains("mail", "db");
        shop.down().expect(0);
        assertEquals("db\n", shop.does("logs", "db").run().expect(0).out());
    }

    @Test
    void eventsTellWhoAskedForWhat() {
        up(2);
        Running follow = shop.does("events", "-f", "web:1").start();
        Await.until("the first events", () -> follow.out().contains("running"));
        expect(0, "restart", "web");
        Await.until("its restart", () -> follow.out().contains("stopping"));
        Sig.INT.to(follow.pid());
        follow.finish();
        String user = System.getProperty("user.name");
        assertTrue(follow.out().contains("asked by " + user), follow::out);
        assertTrue(!follow.out().contains("  db  "), follow::out);
        Result json = shop.does("events", "--json", "-l", "all").run().expect(0);
        assertEquals(shop.events().size(), json.out().lines().count());
        shop.down().expect(0);
        assertTrue(
                shop.does("events", "-l", "1").run().expect(0).out().contains("supervisor-down"));
    }

    @Test
    void withoutANameTheSupervisorOfTheFileHereIsMeant() {
        Path here = sandbox.directory("shop");
        sandbox.write("shop/ottugi.toml", "[worker.web]\ncommand = [\"sleep\", \"1000\"]\n");
        sandbox.ottugi("up").in(here).run().expect(0);
        sandbox.instance("other").up(Workers.SLEEP);
        sandbox.ottugi("stop", "web").in(here).run().expect(0);
        assertEquals("STOPPED", shop.status().state("web"));
        sandbox.ottugi("stop", "web").run().expect(64).complains("other, shop");
    }

    private Status up(int instances) {
        return shop.up("-c", configuration("web", instances, "", "").toString());
    }

    private Path configuration(String worker, int instances, String setting, String more) {
        return sandbox.write(
                "shop.toml",
                """
                [worker.%s]
                command = ["sleep", "1000"]
                instances = %d
                %s

                [worker.db]
                command = ["sleep", "1000"]

                %s
                """
                        .formatted(worker, instances, setting, more));
    }

    /** What a command has said. */
    private record Said(String text) {
        void is(String expected) {
            assertEquals(expected, text);
        }

        long lines() {
            return text.lines().count();
        }
    }

    private Said expect(int code, String command, String... arguments) {
        return new Said(shop.does(command, arguments).run().expect(code).out());
    }

    private void assertStates(String states) {
        Await.passes(
                states,
                () -> {
                    List<String> now = new ArrayList<>();
                    shop.status().workers().forEach(worker -> now.add(worker.state()));
                    assertEquals(states, String.join(" ", now));
                });
    }

    private static List<Long> pids(Status status) {
        List<Long> pids = new ArrayList<>();
        status.workers().forEach(worker -> pids.add(worker.pid()));
        return pids;
    }

    private String log(String unit) {
        Result cat = sandbox.command("cat", shop.logs().resolve(unit + ".log").toString()).run();
        return cat.out();
    }

    private JsonObject json(String worker) {
        String out = shop.does("status", "--json", worker).run().out();
        return new Gson()
                .fromJson(out, JsonObject.class)
                .getAsJsonArray("workers")
                .get(0)
                .getAsJsonObject();
    }
}
