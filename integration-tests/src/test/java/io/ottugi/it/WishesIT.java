package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator asked for by hand holds until somebody asks for something else. */
class WishesIT {
    private static final String FULL =
            """
            home=$1 program=$2
            mount -t tmpfs -o size=512k,mode=700 none "$home"
            "$program" up -n shop -c shop.toml >/dev/null
            head -c 1000000 /dev/zero >"$home/fill" 2>/dev/null || true
            code=0; "$program" stop -n shop all 2>&1 || code=$?
            echo "stop $code"
            sed "s/1000/1001/" shop.toml >other.toml
            code=0; "$program" reload -n shop -c other.toml 2>&1 || code=$?
            echo "reload $code"
            "$program" status -n shop 2>&1 || true
            rm "$home/fill"
            timeout 60 sh -c 'until grep -qs batch "$1"; do :; done' sh "$home/state/shop/wishes.json"
            timeout 60 sh -c 'until grep -qs 1001 "$1"; do :; done' sh "$home/state/shop/spec.json"
            code=0; "$program" stop -n shop all || code=$?
            echo "again $code"
            "$program" status -n shop --json | grep not_kept || true
            "$program" down -n shop
            "$program" up -n shop -c shop.toml
            "$program" status -n shop || true
            "$program" down -n shop
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aWorkerStoppedByHandStaysStopped() {
        Path file = configuration(2, 1);
        shop.up("-c", file.toString());
        shop.does("stop", "batch").run().expect(0);
        shop.does("reload", "-c", configuration(2, 2).toString()).run().expect(0);
        assertHeldDown();
        Status before = shop.status();
        Sig.KILL.to(before.supervisor().pid());
        shop.up("-c", file.toString());
        assertHeldDown();
        shop.down().expect(0);
        shop.up("-c", file.toString());
        assertHeldDown();
        shop.does("start", "batch").run().expect(0);
        assertTrue(shop.status().state("batch").equals("RUNNING"));
        Event asked = shop.events("asked").get(0);
        assertTrue(
                asked.fields()
                        .get("asked_by")
                        .toString()
                        .endsWith("\"user\":\"" + System.getProperty("user.name") + "\"}"),
                asked::toString);
    }

    @Test
    void whatAFullDiskDoesNotTakeIsToldAndWrittenWhenThereIsRoom() {
        configuration(2, 1);
        Result result = Namespaces.run(sandbox, FULL, sandbox.home().toString(), sandbox.program());
        result.expect(0);
        String lost = "what was asked for by hand cannot be kept on disk, and a next supervisor";
        String[] parts = result.out().split("(stop 74|reload 74|again 0)\n", -1);
        assertEquals(4, parts.length, result::toString);
        assertTrue(parts[0].contains("batch is stopped"), result::toString);
        assertTrue(parts[0].contains("ottugi: " + lost), result::toString);
        String plan = "the plan could not be written to " + shop.state().resolve("spec.json");
        assertTrue(parts[1].contains("ottugi: " + plan), result::toString);
        assertTrue(parts[2].contains(lost), result::toString);
        assertTrue(parts[2].contains(plan), result::toString);
        assertTrue(parts[3].contains("\"not_kept\":null"), result::toString);
        assertTrue(parts[3].contains("3 workers: 3 STOPPED"), result::toString);
    }

    @Test
    void oneThatIsNotStartedByItselfStaysStartedByHand() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["sleep", "1000"]

                        [worker.batch]
                        command = ["sleep", "1000"]
                        autostart = false
                        """);
        assertEquals("STOPPED", shop.up("-c", file.toString()).state("batch"));
        shop.does("status").run().expect(0);
        shop.does("start", "batch").run().expect(0);
        shop.down().expect(0);
        assertEquals("RUNNING", shop.up("-c", file.toString()).state("batch"));
    }

    @Test
    void aScaleHoldsUntilTheFileSaysSomethingElse() {
        shop.up("-c", configuration(2, 1).toString());
        shop.does("scale", "web", "4").run().expect(0);
        assertEquals(5, shop.status().workers().size());
        shop.does("reload", "-c", configuration(2, 2).toString()).run().expect(0);
        assertEquals(5, shop.status().workers().size());
        Sig.KILL.to(shop.status().supervisor().pid());
        assertEquals(5, shop.up("-c", configuration(2, 2).toString()).workers().size());
        shop.does("reload", "-c", configuration(3, 2).toString()).run().expect(0);
        Await.passes(
                "three instances and batch", () -> assertEquals(4, shop.status().workers().size()));
    }

    @Test
    void aCommandOnACommandLineIsANewWish() {
        shop.up(Workers.SLEEP);
        shop.does("stop", "all").run().expect(0);
        shop.down().expect(0);
        assertTrue(shop.up(Workers.SLEEP).in("RUNNING"));
    }

    @Test
    void whatIsNoLongerConfiguredIsStoppedByTheNextSupervisor() {
        Status before = shop.up("-c", configuration(2, 1).toString());
        Sig.KILL.to(before.supervisor().pid());
        Status after = shop.up("-c", configuration(1, 1).toString());
        assertEquals(before.worker("web:1").pid(), after.worker("web:1").pid());
        assertTrue(after.worker("web:1").adopted());
        Await.passes("web:2 is gone", () -> assertEquals("", shop.status().state("web:2")));
    }

    private void assertHeldDown() {
        Status status = shop.status();
        assertEquals("STOPPED", status.state("batch"), status::toString);
        assertEquals("RUNNING", status.state("web:1"), status::toString);
        assertTrue(status.worker("batch").byHand(), status::toString);
        shop.does("status").run().expect(1);
    }

    private Path configuration(int instances, int seconds) {
        return sandbox.write(
                "shop.toml",
                """
                [worker.web]
                command = ["sleep", "1000"]
                instances = %d

                [worker.batch]
                command = ["sleep", "1000"]
                stop = { timeout = "%ds" }
                """
                        .formatted(instances, seconds));
    }
}
