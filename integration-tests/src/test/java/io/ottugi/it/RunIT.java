package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In the foreground a supervisor ends with what it was there for. */
class RunIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    private static String[] job(String script, String... settings) {
        return Workers.with(new String[] {"--", "sh", "-c", script}, settings);
    }

    private Running runFile(String text) {
        sandbox.write("shop.toml", text);
        return shop.does("run", "-c", "shop.toml").start();
    }

    @Test
    void oneJobEndsItWithItsCode() {
        Result run = shop.does("run", job("echo done; exit 3", "restart=never")).run();
        assertEquals(3, run.exit(), run::toString);
        assertTrue(run.out().contains("done"), run::toString);
        Event left = shop.events("nothing-left").get(0);
        assertEquals("shop", left.text("worker"));
        sandbox.assertNothingRuns();
    }

    @Test
    void aJobThatSucceedsInTheEndEndsItWithNought() {
        String second = "[ -e '%1$s/once' ] || { touch '%1$s/once'; exit 5; }";
        shop.does("run", job(second.formatted(sandbox.work()), "restart=on-failure"))
                .run()
                .expect(0);
        assertEquals(2, shop.events("starting").size());
    }

    @Test
    void oneThatIsGivenUpEndsItToo() {
        Result run =
                shop.does("run", job("exit 7", "restart.limit.restarts=1", "restart.initial=1ms"))
                        .run();
        assertEquals(7, run.exit(), run::toString);
    }

    @Test
    void itStaysIfThatIsAskedFor() {
        String[] words = job("exit 3", "restart=never");
        String[] all = new String[words.length + 1];
        all[0] = "--stay";
        System.arraycopy(words, 0, all, 1, words.length);
        Running run = shop.does("run", all).start();
        shop.awaitEvent("exited", 1);
        shop.does("start", "shop").run();
        shop.awaitEvent("exited", 2);
        shop.down().expect(0);
        run.finish().expect(0);
    }

    @Test
    void whatWaitsForAFailureKeepsItNotNorWhatIsStartedByHandOnly() {
        Running run =
                runFile(
                        """
                        [worker.first]
                        command = ["true"]
                        oneshot = true
                        restart = "never"
                        [worker.schema]
                        command = ["sh", "-c", "exit 4"]
                        oneshot = true
                        restart = "never"
                        after = ["first"]
                        [worker.web]
                        command = ["sleep", "1000"]
                        after = ["schema"]
                        [worker.report]
                        command = ["sleep", "1000"]
                        autostart = false
                        """);
        assertEquals(4, run.finish().exit());
    }

    @Test
    void oneThatRunsOrIsStoppedByHandKeepsIt() {
        Running run =
                runFile(
                        """
                        [worker.job]
                        command = ["sh", "-c", "exit 4"]
                        restart = "never"
                        [worker.web]
                        command = ["sleep", "1000"]
                        """);
        shop.awaitEvent("exited", 1);
        shop.does("stop", "web").run().expect(0);
        assertEquals("STOPPED", shop.status().state("web"));
        shop.does("start", "web").run().expect(0);
        assertEquals("EXITED", shop.status().state("job"));
        Sig.TERM.to(run.pid());
        run.finish().expect(0);
    }
}
