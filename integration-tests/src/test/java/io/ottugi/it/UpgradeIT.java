package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An upgrade by cp(1) writes into the very files of the jars that a living supervisor uses. */
class UpgradeIT {
    private static final String PLAN =
            """
            [worker.a]
            command = ["sleep", "1000"]
            restart = { initial = "50ms", max = "50ms" }
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aSupervisorWhoseJarsAreOverwrittenInPlaceGoesOn() throws IOException {
        Path program = sandbox.root().resolve("program");
        sandbox.command("cp", "-R", Sandbox.distribution().toString(), program.toString())
                .run()
                .expect(0);
        Path plan = sandbox.write("shop.toml", PLAN);
        String ottugi = program.resolve("bin/ottugi").toString();
        sandbox.command(ottugi, "up", "-n", "shop", "-c", plan.toString()).run().expect(0);
        Status before = shop.status();
        long supervisor = before.supervisor().pid();
        Await.until("it has its classes", () -> !threads(supervisor).contains("ottugi-classes"));
        overwrite(program.resolve("lib"));

        shop.does("dump", "a").run().expect(0);
        Sig.KILL.to(before.workerPid());
        Status fallen =
                shop.awaitStatus(
                        "a runs again",
                        now -> now.in("RUNNING") && now.worker("a").generation() == 2);
        shop.awaitEvent("explained", 1);
        shop.does("why", "a").run().expect(1);
        shop.does("logs", "a").run().expect(0);
        sandbox.write("shop.toml", PLAN + "\n[worker.b]\ncommand = [\"sleep\", \"1000\"]\n");
        shop.does("reload").run().expect(0);
        shop.does("scale", "b=2").run();
        shop.does("restart", "a").run().expect(0);
        shop.does("stop", "all").run().expect(0);
        shop.does("start", "all").run().expect(0);
        assertEquals(supervisor, shop.status().supervisor().pid(), fallen::toString);
        shop.down().expect(0);
        assertFalse(shop.supervisorLog().contains("NoClassDefFoundError"), shop::supervisorLog);
        assertFalse(shop.supervisorLog().contains("mistake in Ottugi"), shop::supervisorLog);
    }

    /** The names of its threads. */
    private static List<String> threads(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.map(UpgradeIT::name).toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private static void overwrite(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertTrue(jars.size() > 5, jars::toString);
            for (Path jar : jars) {
                Files.write(jar, new byte[] {'o', 't', 'h', 'e', 'r'});
            }
        }
    }
}
