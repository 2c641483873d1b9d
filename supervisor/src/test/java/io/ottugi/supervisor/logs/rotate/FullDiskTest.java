package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.events.EventKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filesystem of its own that is full in the middle of a rotation. */
class FullDiskTest {
    private static final int MIB = 1 << 20;

    @TempDir Path directory;

    @Test
    void ext4() throws IOException, InterruptedException {
        Path image = directory.resolve("image");
        Path mount = Files.createDirectory(directory.resolve("mount"));
        boolean mounted =
                OwnUser.id() == 0
                        && run("truncate", "-s", "32M", image.toString())
                        && run("mkfs.ext4", "-q", "-m", "0", image.toString())
                        && run("mount", "-o", "loop", image.toString(), mount.toString());
        onFullDisk(mounted, mount);
    }

    @Test
    void tmpfs() throws IOException, InterruptedException {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        boolean mounted =
                OwnUser.id() == 0
                        && run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", mount.toString());
        onFullDisk(mounted, mount);
    }

    private void onFullDisk(boolean mounted, Path mount) throws IOException, InterruptedException {
        if (!mounted) {
            System.err.println(
                    "\n**** SKIPPED: a filesystem of its own needs root and mount ****\n");
            Assumptions.abort("no mount");
        }
        try {
            rotationWaitsForRoom(mount);
        } finally {
            run("umount", "-l", mount.toString());
        }
    }

    private void rotationWaitsForRoom(Path mount) throws IOException {
        Path filler = mount.resolve("filler");
        Path states = Files.createDirectory(directory.resolve("states"));
        byte[] written = new byte[2 * MIB + 77];
        new Random(1).nextBytes(written);
        Path logs = Files.createDirectory(mount.resolve("logs"));
        try (KeeperFixture log = new KeeperFixture(states, logs, cutAt(4 * MIB))) {
            log.write(written);
            log.await("seen", () -> Files.size(log.live()) == written.length);
            fill(filler);
            log.keep(cutAt(2 * MIB));
            LogEvent failed = log.awaitNews(EventKind.LOG_ROTATION_FAILED);
            assertTrue(failed.sentence().contains("o space left on device"), failed.sentence());
            log.await("nothing is left behind", () -> log.state().rotating() == null);
            assertEquals(List.of(), log.state().archives());
            assertArrayEquals(written, Files.readAllBytes(log.live()));
            Files.delete(filler);
            log.awaitNews(EventKind.LOG_ROTATED);
            assertEquals(1, log.news(EventKind.LOG_ROTATION_FAILED).size(), "told once");
            log.await("cut", () -> Files.size(log.live()) < 2 * MIB);
            log.assertAll(written);
        }
    }

    private static LogPolicy cutAt(long size) {
        return new LogPolicy(size, null, 100, 0, false, 0, 0);
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space"), e.getMessage());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
