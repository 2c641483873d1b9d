package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import io.ottugi.it.harness.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that has become root, under a supervisor that is not: nobody may signal it. */
class RefusedKillIT {
    private static final String BECOMES_ROOT =
            """
            #define _GNU_SOURCE
            #include <unistd.h>

            int main(void) {
                if (setresuid(0, 0, 0) != 0) {
                    return 3;
                }
                for (;;) {
                    pause();
                }
            }
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aSignalThatIsNotPermittedIsToldByAll() {
        OrdinaryUser user = ownerOfAll();
        as(
                        user,
                        "up",
                        Workers.with(
                                new String[] {"--", setuidWorker().toString()},
                                "stop.timeout=100ms"))
                .run()
                .expect(0);
        long pid = shop.status().workerPid();
        Await.until("it is root", () -> new Proc(pid).statusField("Uid").startsWith("0 "));
        String refused = "to pid " + pid + " is not permitted, since it runs as another user";

        says(as(user, "signal", "HUP", "shop").run().expect(1), "HUP " + refused);
        says(as(user, "stop", "shop").run().expect(1), "shop cannot be signalled: KILL " + refused);
        says(as(user, "status").run().expect(1), "shop: KILL " + refused);
        says(as(user, "status", "--json").run().expect(1), "\"signals_refused\"", "\"KILL\"");
        says(as(user, "stop", "shop", "--timeout", "10ms").run().expect(1), "KILL " + refused);
        says(as(user, "events").run().expect(0), "signal-refused", "KILL " + refused);
        assertEquals(
                1,
                shop.events("signal-refused").stream()
                        .filter(event -> event.text("signal").equals("KILL"))
                        .count());
        as(user, "down").run().expect(77).complains("shop cannot be ended: KILL " + refused);

        Status last = shop.status();
        assertEquals("STOPPING", last.worker().state());
        Sig.KILL.to(pid);
        Await.until("it goes down", () -> !new Proc(last.supervisor().pid()).alive());
    }

    private OrdinaryUser ownerOfAll() {
        Skip.unlessRoot("a program with the setuid bit");
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.giveTo(user);
        return user;
    }

    private Path setuidWorker() {
        Path source = sandbox.write("becomes-root.c", BECOMES_ROOT);
        Path program = sandbox.work().resolve("becomes-root");
        Result compiled = sandbox.command("cc", "-o", program.toString(), source.toString()).run();
        Skip.unless(compiled.exit() == 0, "no C compiler: " + compiled.err().trim());
        sandbox.command("chmod", "4755", program.toString()).run().expect(0);
        return program;
    }

    private Program as(OrdinaryUser user, String command, String... arguments) {
        return shop.does(command, arguments).through(user.prefix());
    }

    private static void says(Result result, String... fragments) {
        for (String fragment : fragments) {
            assertTrue(result.out().contains(fragment), () -> fragment + ": " + result);
        }
    }
}
