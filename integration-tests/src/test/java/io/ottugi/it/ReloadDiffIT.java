package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code reload --diff} tells is what a reload then does, to each instance. */
class ReloadDiffIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void whatIsToldIsWhatIsDone() {
        String file = file("808{instance}", 2, "5s");
        shop.does("up", "-c", file).run().expect(0);
        Status before = shop.status();
        file("8081", 3, "5s");
        String told =
                """
                web: changed, at once: web:1; needs a restart: web:2; to be started: web:3
                  instances: 2 -> 3
                  environment.PORT: another value, which is not shown
                mail: not changed itself, needs a restart
                """;
        assertEquals(told + "nothing was changed\n", reload("--diff"));
        assertPids(before, shop.status(), List.of("web:1", "web:2", "mail", "db"), List.of());
        assertEquals(told, reload().substring(0, told.length()));
        Status after = shop.status();
        assertPids(before, after, List.of("web:1", "db"), List.of("web:2", "mail"));
        assertEquals("RUNNING", after.state("web:3"));
        shop.does("stop", "web:1").run().expect(0);
        file("8082", 3, "6s");
        assertEquals(
                """
                web: changed, from its next start on: web:1; needs a restart: web:2, web:3
                  stop.timeout: 5s -> 6s
                  environment.PORT: another value, which is not shown
                mail: not changed itself, needs a restart
                nothing was changed
                """,
                reload("--diff"));
    }

    private String reload(String... options) {
        return shop.does("reload", options).run().expect(0).out();
    }

    private static void assertPids(
            Status before, Status after, List<String> same, List<String> other) {
        same.forEach(name -> assertEquals(before.worker(name).pid(), after.worker(name).pid()));
        other.forEach(name -> assertNotEquals(before.worker(name).pid(), after.worker(name).pid()));
    }

    private String file(String port, int instances, String timeout) {
        return sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["sleep", "1000"]
                        start.settle = "0s"
                        instances = %d
                        stop.timeout = "%s"
                        environment = { PORT = "%s" }
                        [worker.mail]
                        command = ["sleep", "1000"]
                        start.settle = "0s"
                        after = ["web"]
                        restart_with = true
                        [worker.db]
                        command = ["sleep", "1000"]
                        start.settle = "0s"
                        """
                                .formatted(instances, timeout, port))
                .toString();
    }
}
