package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import io.ottugi.it.harness.Status;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Log files that are cut while their workers write, by the program as an operator has it. */
class RotationIT {
    private static final long MIB = 1 << 20;

    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @Test
    void supervisorsMayBeKilledAtAnyMoment() throws IOException {
        Skip.unless(
                List.of("ext4", "xfs", "f2fs").contains(Files.getFileStore(sandbox.root()).type()),
                "lossless rotation needs ext4, xfs or f2fs");
        Path stop = sandbox.work().resolve("stop");
        Path script =
                sandbox.script(
                        "numbers",
                        "i=0",
                        "while [ ! -e " + stop + " ]; do",
                        "  seq $((i * 20000 + 1)) $((i * 20000 + 20000))",
                        "  i=$((i + 1))",
                        "  sleep 0.02",
                        "done");
        String[] up =
                Workers.with(
                        new String[] {"--", script.toString()},
                        "log.max_size=1MB",
                        "log.keep=10000",
                        "restart=never");
        Instance instance = sandbox.instance("numbers");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long worker = instance.up(up).workerPid();
        for (int kill = 1; kill <= 3; kill++) {
            int rotations = instance.events("log-rotated").size();
            instance.awaitEvent("log-rotated", rotations + 1);
            LockSupport.parkNanos(random.nextInt(150_000_000));
            Sig.KILL.to(instance.status().supervisor().pid());
            assertEquals(worker, instance.up(up).workerPid(), "it was adopted");
        }
        Files.createFile(stop);
        instance.awaitStatus("the worker's end", status -> status.in("EXITED"));
        Await.until("all cut and compressed", () -> isDone(instance));
        assertNumbersAreComplete(instance, "seed " + seed);
        instance.down().expect(0);
    }

    @Test
    void aReloadChangesHowARunningWorkersLogIsKept() {
        String file = "[worker.web]\ncommand = [\"sh\", \"-c\", \"seq 400000; sleep 1000\"]\n";
        sandbox.write("ottugi.toml", file);
        Instance instance = sandbox.instance("web");
        Status before = instance.up("-c", "ottugi.toml");
        Path log = instance.logs().resolve("web.log");
        Await.until("written", () -> Files.exists(log) && Files.size(log) > 2 * MIB);
        assertEquals(List.of(), instance.events("log-rotated"));
        sandbox.write("ottugi.toml", file + "log = { max_size = \"1MB\", compress = false }\n");
        instance.does("reload").run().expect(0);
        Event rotated = instance.awaitEvent("log-rotated", 1);
        assertEquals(log.toString(), rotated.text("file"));
        assertEquals(log + ".000001", rotated.text("archive"));
        assertEquals(before.worker("web").pid(), instance.status().worker("web").pid());
        instance.down().expect(0);
    }

    @Test
    void aDeletedLogIsToldOfUntilItIsHealed() throws IOException {
        Instance instance = sandbox.instance("gone");
        instance.up(Workers.counting(sandbox));
        Await.until("written", () -> Files.size(instance.workerLog()) > 0);
        Files.delete(instance.workerLog());
        assertEquals("deleted", instance.awaitEvent("log-detached", 1).text("why"));
        String status = instance.does("status", "--json").run().out();
        assertTrue(status.contains("was deleted"), status);
        instance.does("restart", "gone").run().expect(0);
        instance.awaitEvent("log-healed", 1);
        assertFalse(instance.does("status", "--json").run().out().contains("was deleted"));
        Await.until("written again", () -> Files.size(instance.workerLog()) > 0);
        instance.down().expect(0);
    }

    @Test
    void aWorkerThatDoesNotAppendLosesNothing() throws IOException {
        Path script =
                sandbox.script("opens", "exec > /dev/stdout", "seq 1 200000", "exec sleep 1000");
        Instance instance = sandbox.instance("opens");
        String[] command = {"--", script.toString()};
        instance.up(Workers.with(command, "log.max_size=64kB"));
        byte[] all = numbers(200_000);
        Await.until("all written", () -> Files.size(instance.workerLog()) >= all.length);
        Event rotated = instance.awaitEvent("log-rotated", 1);
        assertEquals("punch hole", rotated.text("method"));
        Await.until("cut", () -> allocated(instance.workerLog()) < 128 * 1024);
        assertEquals(all.length, Files.size(instance.workerLog()));
        String shown = instance.does("logs", "-l", "all").run().expect(0).out();
        assertEquals(new String(all, StandardCharsets.US_ASCII), shown);
        assertEquals(List.of(), instance.events("log-rotation-failed"));
        instance.down().expect(0);
    }

    private static long allocated(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return 512 * Long.parseLong(stat.inputReader().readLine());
    }

    private static byte[] numbers(int last) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= last; i++) {
            lines.append(i).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isDone(Instance instance) throws IOException {
        try (Stream<Path> files = Files.list(instance.logs())) {
            return Files.size(instance.workerLog()) < MIB
                    && files.allMatch(
                            file ->
                                    file.equals(instance.workerLog())
                                            || file.toString().matches(".*[0-9]\\.gz"));
        }
    }

    private static void assertNumbersAreComplete(Instance instance, String what)
            throws IOException {
        List<Path> archives;
        try (Stream<Path> files = Files.list(instance.logs())) {
            archives = files.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
        }
        Numbers numbers = new Numbers();
        for (Path archive : archives) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
                numbers.read(in);
            }
        }
        try (InputStream in = Files.newInputStream(instance.workerLog())) {
            numbers.read(in);
        }
        assertEquals("complete", numbers.judge(), what);
        assertFalse(archives.isEmpty());
    }

    /** Numbers from 1 on, a line each, over any number of files. */
    private static final class Numbers {
        private long last;
        private long number;
        private String wrong = "";

        void read(InputStream in) throws IOException {
            try (InputStream buffered = new BufferedInputStream(in, 1 << 16)) {
                for (int next = buffered.read(); next >= 0; next = buffered.read()) {
                    if (next == '\n') {
                        line();
                    } else {
                        number = number * 10 + next - '0';
                    }
                }
            }
        }

        private void line() {
            if (number != last + 1 && wrong.isEmpty()) {
                wrong = number + " follows " + last;
            }
            last = number;
            number = 0;
        }

        String judge() {
            return wrong.isEmpty() && number == 0 && last > 0 ? "complete" : wrong;
        }
    }
}
