package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that the kernel kills for want of memory, in a cgroup of its own. */
class KernelKillIT {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private Path cgroup = VERSION_1;

    @BeforeEach
    void makeCgroup() {
        Skip.unlessRoot("making a cgroup");
        boolean old = Files.exists(VERSION_1.resolve("memory.limit_in_bytes"));
        Path parent = old ? VERSION_1 : VERSION_2;
        cgroup = parent.resolve("ottugi-it-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(cgroup);
            Path limit = cgroup.resolve(old ? "memory.limit_in_bytes" : "memory.max");
            boolean limited = Files.exists(limit);
            if (limited) {
                Files.writeString(limit, "40M");
            } else {
                removeCgroup();
            }
            Skip.unless(limited, "no memory controller in cgroups here");
        } catch (IOException e) {
            Skip.unless(false, "no cgroup can be made here: " + e);
        }
    }

    @AfterEach
    void removeCgroup() {
        shop.does("down").run();
        Await.until(
                "the cgroup is empty and goes",
                () -> cgroup.toFile().delete() || !Files.exists(cgroup));
    }

    @Test
    void theKernelsLogNamesTheWorker() {
        Skip.unless(Files.isReadable(Path.of("/dev/kmsg")), "no /dev/kmsg here");
        up(List.of());
        Event found = shop.awaitEvent("explained", 1);
        assertEquals("kernel-out-of-memory", found.text("finding"), found::toString);
        String because = "Killed by the kernel, because its cgroup /" + cgroup.getFileName();
        assertTrue(found.text("sentence").startsWith(because), found::toString);
        assertTrue(found.toString().contains("Killed process " + shop.events("fell").get(0).pid()));
    }

    @Test
    void whoMayNotReadThatIsToldWhatWasSeenTogether() {
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.giveTo(user);
        String id = Long.toString(user.id());
        sandbox.command("chown", id, cgroup.resolve("cgroup.procs").toString()).run().expect(0);
        up(user.prefix());
        Event found = shop.awaitEvent("explained", 1);
        assertEquals("kernel-out-of-memory", found.text("finding"), found::toString);
        assertTrue(found.text("sentence").contains("rose from 0 to 1"), found::toString);
        assertTrue(found.text("sentence").contains("seen together"), found::toString);
    }

    /** It moves before it grows, so that its beginning is seen where it then is. */
    private void up(List<String> prefix) {
        String hog =
                "echo $$ > "
                        + cgroup.resolve("cgroup.procs")
                        + "; sleep 2; exec "
                        + System.getProperty("java.home")
                        + "/bin/java -Xms200m -Xmx200m -XX:+UseSerialGC -XX:+AlwaysPreTouch -version";
        shop.does("up", "--set", "restart.policy=never", "--", "sh", "-c", hog)
                .through(prefix)
                .run()
                .expect(0);
    }
}
