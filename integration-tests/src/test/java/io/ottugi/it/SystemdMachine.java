package io.ottugi.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/**
 * A machine with a systemd of its own as pid 1, in namespaces made by {@code systemd-namespace.sh}.
 * Closing it is pulling its plug: nothing of it is left.
 */
final class SystemdMachine implements AutoCloseable {
    /** What a command printed, and its exit status. */
    record Result(int status, String output) {}

    private static final int NOT_HERE = 77;
    private static final int ENDED_BY_TERM = 128 + 15;

    private final Path directory;
    private final Process script;
    private final long init;

    private SystemdMachine(Path directory, Process script, long init) {
        this.directory = directory;
        this.script = script;
        this.init = init;
    }

    /**
     * Boots a machine, or tells loudly why this one cannot and skips the test.
     *
     * @param directory for its units; another machine booted with it is the same one after a reboot
     */
    static SystemdMachine boot(Path directory) throws Exception {
        Path errors = directory.resolve("machine-errors.txt");
        Process script =
                new ProcessBuilder("sh", script().toString(), directory.toString())
                        .redirectError(errors.toFile())
                        .start();
        @SuppressWarnings("StreamResourceLeak")
        BufferedReader output = script.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            skipOrFail(script, Files.readString(errors));
        }
        long init = Long.parseLong(Objects.requireNonNull(line).replace("init ", ""));
        SystemdMachine machine = new SystemdMachine(directory, script, init);
        try {
            machine.awaitMultiUser();
        } catch (Throwable e) {
            machine.close();
            throw e;
        }
        return machine;
    }

    private static void skipOrFail(Process script, String errors) throws InterruptedException {
        assertTrue(script.waitFor(30, SECONDS), "the namespace script ends");
        assertEquals(NOT_HERE, script.exitValue(), errors);
        String reason = "SKIPPED: no systemd can be tried here: " + errors.strip();
        System.err.println(reason);
        Assumptions.abort(reason);
    }

    private static Path script() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(SystemdMachine.class.getResource("systemd-namespace.sh"))
                        .toURI());
    }

    private void awaitMultiUser() {
        await("systemd has reached multi-user.target")
                .atMost(30, SECONDS)
                .until(
                        () ->
                                run("systemctl", "is-active", "--quiet", "multi-user.target")
                                                .status()
                                        == 0);
    }

    Path directory() {
        return directory;
    }

    /** Runs a command on the machine, as root. */
    Result run(String... command) {
        return run(Map.of(), List.of(command));
    }

    Result run(Map<String, String> environment, List<String> command) {
        List<String> line = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init)));
        line.addAll(List.of("--pid", "--mount", "--uts", "--ipc", "--net", "--cgroup", "--"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return result(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result result(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Shuts down in order: systemd stops every service, then itself. */
    void shutDown() throws IOException {
        Result exit = run("systemctl", "exit");
        // On a busy machine systemd ends what runs in it before that command has its answer.
        boolean begun = exit.status() == 0 || exit.status() == ENDED_BY_TERM;
        assertTrue(begun, () -> exit.status() + ": " + exit.output());
        await("the machine is off")
                .atMost(60, SECONDS)
                .until(() -> ProcessHandle.of(init).isEmpty());
        close();
    }

    @Override
    public void close() throws IOException {
        script.getOutputStream().close();
        await("the machine is cleaned up").atMost(30, SECONDS).until(() -> !script.isAlive());
    }
}
