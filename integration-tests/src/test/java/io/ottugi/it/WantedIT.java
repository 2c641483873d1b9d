package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wanted of a worker is one thing, whoever says so, and whatever is under way. */
class WantedIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    /** The slow one is stopped first and takes until the test lets it; the db's turn comes then. */
    private void upWithASlowStop() {
        sandbox.script(
                "slow",
                "trap 'echo asked; until [ -e gone ]; do sleep 0.02; done; exit' TERM",
                "echo ready",
                "while :; do sleep 0.02; done");
        file(slow() + db("1001"));
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        Await.until("the trap is set", () -> log("slow").contains("ready"));
    }

    private String slow() {
        return "[worker.slow]\ncommand = [\"./slow\"]\nafter = \"db\"\ndirectory = \".\"\n";
    }

    private static String db(String seconds) {
        return "[worker.db]\ncommand = [\"sleep\", \"" + seconds + "\"]\n";
    }

    private void file(String text) {
        sandbox.write("shop.toml", text);
    }

    private void letItGo() {
        sandbox.write("gone", "");
    }

    private String log(String worker) {
        Path log = shop.logs().resolve(worker + ".log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aReloadDoesNotOverrideAPendingStop() {
        upWithASlowStop();
        shop.does("stop", "all", "--no-wait").run().expect(0);
        shop.awaitStatus("the slow one is asked", s -> s.state("slow").equals("STOPPING"));
        file(slow() + db("1002"));
        Result reload = shop.does("reload", "--no-wait").run().expect(0);
        letItGo();
        Status down = shop.awaitStatus("all is stopped", s -> s.state("db").equals("STOPPED"));
        assertEquals("STOPPED", down.state("slow"), reload::toString);
        shop.does("start", "db").run().expect(0);
        assertTrue(commandOf("db").endsWith("sleep 1002"), commandOf("db"));
        shop.down().expect(0);
    }

    @Test
    void aWorkerThatComesBackHasItsNewCommand() {
        upWithASlowStop();
        file("[worker.other]\ncommand = [\"sleep\", \"1003\"]\n");
        shop.does("reload", "--no-wait").run().expect(0);
        shop.awaitStatus("the slow one is asked", s -> s.state("slow").equals("STOPPING"));
        file(slow() + db("1002"));
        shop.does("reload", "--no-wait").run().expect(0);
        letItGo();
        shop.awaitStatus(
                "the db is another",
                s -> s.state("db").equals("RUNNING") && commandOf("db").endsWith("sleep 1002"));
        shop.down().expect(0);
    }

    private String commandOf(String worker) {
        Long pid = shop.status().worker(worker).pid();
        return pid == null ? "" : String.join(" ", new Proc(pid).commandLine());
    }

    @Test
    void aStartInPlaceOfAPendingStopTakesTheNewCommand() {
        upWithASlowStop();
        shop.does("stop", "all", "--no-wait").run().expect(0);
        shop.awaitStatus("the slow one is asked", s -> s.state("slow").equals("STOPPING"));
        file(slow() + db("1002"));
        Result reload = shop.does("reload", "--no-wait").run().expect(0);
        assertTrue(reload.out().contains("db: changed, from its next start on"), reload::toString);
        shop.does("start", "db", "--no-wait").run().expect(0);
        letItGo();
        shop.awaitStatus(
                "the db is another",
                s -> s.state("db").equals("RUNNING") && commandOf("db").endsWith("sleep 1002"));
        shop.down().expect(0);
    }

    @Test
    void whatWasAskedForByHandIsNotBelievedWhenItIsImpossible() throws IOException {
        String web =
                "[worker.web]\ncommand = [\"sleep\", \"1001\"]\ninstances = 1\nlog.file = \"web-{instance}.log\"\n";
        file(web);
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        shop.does("scale", "web", "2").run().expect(0);
        shop.down().expect(0);
        file(web + "[worker.zed]\ncommand = [\"sleep\", \"1001\"]\nlog.file = \"web-2.log\"\n");
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        assertEquals("", shop.status().state("web:2"));
        shop.down().expect(0);
        Path wishes = shop.state().resolve("wishes.json");
        Files.writeString(
                wishes,
                "{\"version\":1,\"workers\":[],\"scales\":[{\"name\":\"web\",\"instances\":100000000,\"configured\":1}]}\n");
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        shop.down().expect(0);
    }

    @Test
    void aStopDuringStartUpDoesNotHoldUp() {
        file(
                "[worker.task]\ncommand = [\"sleep\", \"1001\"]\noneshot = true\nrestart = \"never\"\n[worker.web]\ncommand = [\"sleep\", \"1002\"]\nafter = \"task\"\n");
        Running up = sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").start();
        shop.awaitStatus("the task runs", s -> s.state("task").equals("RUNNING"));
        assertTrue(up.alive(), "waits for the task");
        shop.does("stop", "web").run().expect(0);
        up.finish().expect(0);
        shop.down().expect(0);
    }

    @Test
    void aScaleThatIsImpossibleIsRefusedAndChangesNothing() {
        file(
                "[worker.web]\ncommand = [\"sleep\", \"1001\"]\ninstances = 1\nlog.file = \"web.log\"\n");
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        shop.does("scale", "web", "2").run().expect(64).complains("web.log", "{instance}");
        assertEquals(1, shop.status().workers().size());
        file(
                "[worker.web]\ncommand = [\"sleep\", \"1001\"]\ninstances = 1\nlog.file = \"web-{instance}.log\"\n");
        shop.does("reload").run().expect(0);
        shop.does("scale", "web", "2").run().expect(0);
        file(
                "[worker.web]\ncommand = [\"sleep\", \"1001\"]\ninstances = 1\nlog.file = \"web.log\"\n");
        shop.does("reload").run().expect(64).complains("web.log");
        assertEquals(2, shop.status().workers().size());
        shop.down().expect(0);
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        assertEquals(1, shop.status().workers().size(), "what was asked for by hand is impossible");
        shop.down().expect(0);
    }

    @Test
    void aLongChainBehindAFailedTaskIsTold() {
        StringBuilder chain =
                new StringBuilder(
                        "[worker.w0]\ncommand = [\"false\"]\noneshot = true\nrestart = \"never\"\n");
        for (int i = 1; i < 600; i++) {
            chain.append("[worker.w")
                    .append(i)
                    .append("]\ncommand = [\"sleep\", \"1001\"]\nafter = \"w")
                    .append(i - 1)
                    .append("\"\n");
        }
        file(chain.toString());
        Result up = sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(1);
        assertTrue(up.err().contains("w599 waits for w598"), up::toString);
        shop.does("stop", "all").run().expect(0);
        shop.down().expect(0);
    }

    @Test
    void aTaskThatHasEndedIsNotPromisedARestart() {
        file(
                "[worker.task]\ncommand = [\"true\"]\noneshot = true\nrestart = \"never\"\n[worker.web]\ncommand = [\"sleep\", \"1001\"]\n");
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run().expect(0);
        shop.awaitStatus("the task is done", s -> s.state("task").equals("EXITED"));
        file(
                "[worker.task]\ncommand = [\"true\", \"again\"]\noneshot = true\nrestart = \"never\"\n[worker.web]\ncommand = [\"sleep\", \"1001\"]\n");
        Result reload = shop.does("reload").run().expect(0);
        assertTrue(
                reload.out().contains("task: changed, from its next start on"), reload::toString);
        shop.down().expect(0);
    }

    @Test
    void aFileThatWasCorrectedMeanwhileStartsTheWorkerAgain() {
        sandbox.write("conf", "bad");
        sandbox.script(
                "tool", "grep -q good conf && exec sleep 1001", "echo good >conf", "exit 78");
        file(
                "[worker.tool]\ncommand = [\"./tool\"]\ndirectory = \".\"\nrestart = { never_after = [\"exit 78\"], when_changed = [\"conf\"] }\n");
        sandbox.ottugi("up", "-c", "shop.toml", "-n", "shop").run();
        shop.awaitStatus("it runs", s -> s.state("tool").equals("RUNNING"));
        shop.down().expect(0);
    }
}
