package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lock file or a directory of a living supervisor is removed, as a cleaner of files does. */
class LockRemovedIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    /** A stopped supervisor can make nothing anew: the second one has to see it by itself. */
    @Test
    void whoComesSecondIsRefused() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        long supervisor = before.supervisor().pid();
        Path lock = shop.state().resolve("lock");
        Sig.STOP.to(supervisor);
        try {
            Await.until("all of its threads stand", () -> isStopped(supervisor));
            Files.delete(lock);
            shop.does("up", Workers.SLEEP)
                    .run()
                    .expect(75)
                    .complains("up already (pid " + supervisor + ")", "kill -HUP " + supervisor);
            shop.does("run", Workers.SLEEP)
                    .run()
                    .expect(75)
                    .complains("up already (pid " + supervisor + ")");
            assertFalse(Files.exists(lock), "nothing was made");
            Files.createFile(lock);
            shop.does("up", Workers.SLEEP).run().expect(75).complains("pid " + supervisor);
        } finally {
            Sig.CONT.to(supervisor);
        }
        shop.awaitEvent("state-healed", 1);
        assertSame(before);
    }

    @Test
    void aRemovedLockIsMadeAnew() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        Files.delete(shop.state().resolve("lock"));
        shop.awaitEvent("state-healed", 1);
        shop.does("up", Workers.SLEEP).run().expect(75).complains("is up already", "ottugi down");
        assertSame(before);
    }

    @Test
    void aReplacedLockIsMadeAnew() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        Path other = Files.createFile(shop.state().resolve("other"));
        Files.move(other, shop.state().resolve("lock"), StandardCopyOption.ATOMIC_MOVE);
        shop.awaitEvent("state-healed", 1);
        assertSame(before);
    }

    @Test
    void aRemovedRuntimeDirectoryIsMadeAnew() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        remove(shop.runtime());
        Await.until("the socket", () -> Files.exists(shop.socket()));
        assertSame(before);
    }

    @Test
    void aRemovedStateDirectoryIsMadeAnew() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        remove(shop.state());
        Await.until(
                "lock and record",
                () ->
                        Files.exists(shop.workerRecord())
                                && Files.exists(shop.state().resolve("lock"))
                                && Files.size(shop.state().resolve("lock")) > 0);
        shop.does("up", Workers.SLEEP).run().expect(75).complains("is up already");
        assertSame(before);
    }

    /** No directory that is watched has changed, so it takes a hangup to heal that. */
    @Test
    void aMovedHomeLetsNoSecondSupervisorIn() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        long supervisor = before.supervisor().pid();
        Path home = shop.state().resolve("../..").normalize();
        Files.move(home, sandbox.root().resolve("moved"));
        shop.does("up", Workers.SLEEP)
                .run()
                .expect(75)
                .complains("up already (pid " + supervisor + ")", "kill -HUP " + supervisor);
        shop.does("run", Workers.SLEEP).run().expect(75).complains("pid " + supervisor);
        Sig.HUP.to(supervisor);
        shop.awaitEvent("state-healed", 1);
        Await.until("the socket", () -> Files.exists(shop.socket()));
        assertSame(before);
    }

    /** Nothing that is watched has changed either, and no file is called deleted. */
    @Test
    void whatIsMountedOverTheStateDirectoryLetsNoSecondSupervisorIn() {
        shop.does("up", Workers.SLEEP).through(Namespaces.mount(sandbox)).run().expect(0);
        Status before = shop.status();
        long supervisor = before.supervisor().pid();
        List<String> there = Namespaces.of(supervisor);
        sandbox.command("mount", "-t", "tmpfs", "-o", "mode=700", "none", shop.state().toString())
                .through(there)
                .run()
                .expect(0);
        for (String command : List.of("up", "run")) {
            shop.does(command, Workers.SLEEP)
                    .through(there)
                    .run()
                    .expect(75)
                    .complains("up already (pid " + supervisor + ")", "kill -HUP " + supervisor);
        }
        Sig.HUP.to(supervisor);
        Program status = shop.does("status", "--json").through(there);
        Status after = Status.parse(status.run().expect(0).out());
        assertEquals(supervisor, after.supervisor().pid());
        assertEquals(before.workerPid(), after.workerPid());
        shop.does("up", Workers.SLEEP).through(there).run().expect(75).complains("is up already");
        shop.does("down").through(there).run().expect(0);
        assertFalse(new Proc(before.workerPid()).alive());
    }

    @Test
    void aRemovedLogOfTheSupervisorIsMadeAnew() throws IOException {
        shop.up(Workers.SLEEP);
        Path log = shop.state().resolve("supervisor.log");
        Files.delete(log);
        shop.does("restart", "all").run().expect(0);
        assertTrue(Files.readString(log).contains("restart"), () -> "after the deletion");
        Files.move(log, shop.state().resolve("supervisor.log.old"));
        shop.does("stop", "all").run().expect(0);
        assertTrue(Files.readString(log).contains("stop"), () -> "after the move");
    }

    @Test
    void whatCannotBeMadeAnewIsMadeAtAHangup() throws IOException {
        Status before = shop.up(Workers.SLEEP);
        remove(shop.runtime());
        Await.until("the socket", () -> Files.exists(shop.socket()));
        long supervisor = before.supervisor().pid();
        Sig.STOP.to(supervisor);
        Await.until("all of its threads stand", () -> isStopped(supervisor));
        remove(shop.runtime());
        Path obstacle = Files.createFile(shop.runtime());
        Sig.CONT.to(supervisor);
        assertEquals(
                "state-not-healed", shop.awaitEvent("state-not-healed", 1).name(), "it is told");
        Files.delete(obstacle);
        Sig.HUP.to(supervisor);
        Await.until("the socket", () -> Files.exists(shop.socket()));
        assertSame(before);
    }

    /**
     * Nobody of ours takes the lock of a living supervisor; whoever does it all the same has it.
     */
    @Test
    void aLockThatSomebodyElseTookIsLeftToHim() throws IOException, InterruptedException {
        Status before = shop.up(Workers.SLEEP);
        long supervisor = before.supervisor().pid();
        Path lock = shop.state().resolve("lock");
        Sig.STOP.to(supervisor);
        Await.until("all of its threads stand", () -> isStopped(supervisor));
        Files.delete(lock);
        Process other =
                new ProcessBuilder(
                                "perl",
                                "-MFcntl",
                                "-e",
                                "open F, '+>', $ARGV[0]; $l = pack 's s x4 q q l x4', F_WRLCK, 0, 0, 0;"
                                        + " fcntl F, F_SETLK, $l or die $!;"
                                        + " $| = 1; print qq(\n); <STDIN>",
                                lock.toString())
                        .start();
        try {
            assertEquals('\n', other.getInputStream().read());
            Sig.CONT.to(supervisor);
            shop.awaitEvent("state-taken", 1);
            assertTrue(new Proc(before.workerPid()).alive());
        } finally {
            other.getOutputStream().close();
            other.waitFor();
        }
        Files.delete(lock);
        Sig.HUP.to(supervisor);
        shop.awaitEvent("state-healed", 1);
        assertSame(before);
    }

    /** The signal returns before the last thread has stopped. */
    private static boolean isStopped(long pid) throws IOException {
        File[] threads = new File("/proc/" + pid + "/task").listFiles();
        for (File thread : threads == null ? new File[0] : threads) {
            if (!Files.readString(thread.toPath().resolve("status")).contains("State:\tT")) {
                return false;
            }
        }
        return true;
    }

    private void assertSame(Status before) {
        Status now = shop.statusByCommand();
        assertEquals(before.supervisor().pid(), now.supervisor().pid());
        assertEquals(before.workerPid(), now.workerPid());
        assertEquals(0, now.worker().restarts());
        shop.down().expect(0);
        assertFalse(Files.exists(shop.socket()));
    }

    /** As {@code rm -rf} does, which the supervisor may meet half way. */
    private static void remove(Path directory) {
        File[] files = directory.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            if (file.isDirectory()) {
                remove(file.toPath());
            }
            file.delete();
        }
        directory.toFile().delete();
    }
}
