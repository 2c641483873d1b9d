package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A supervisor that is up, but is somebody else's, is not just "not up". */
class OtherUsersIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void whoseItIsIsTold() {
        Skip.unlessRoot("two users");
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        long pid = shop.up("--", "sleep", "1000").supervisor().pid();
        String whose = "shop (of " + System.getProperty("user.name") + ", pid " + pid + ")";
        Result status = as(user, "status", "-n", "shop").run().expect(3);
        assertTrue(status.out().startsWith("no supervisor is up under 'shop'\n"), status::toString);
        assertTrue(status.out().contains("\nup of other users, "), status::toString);
        assertTrue(status.out().contains(whose), status::toString);
        as(user, "stop", "-n", "shop", "all").run().expect(3).complains("other users", whose);
        as(user, "down", "-n", "shop").run().expect(3).complains("other users", whose);
        as(user, "why", "-n", "shop").run().expect(3).complains("other users", whose);
        Result any = as(user, "status").run().expect(3);
        assertTrue(any.out().contains(whose), any::toString);
    }

    private Program as(OrdinaryUser user, String... command) {
        return sandbox.ottugi(command)
                .env("OTTUGI_HOME", "/tmp/ottugi-no-such-home-" + user.id())
                .in(Path.of("/"))
                .through(user.prefix());
    }
}
