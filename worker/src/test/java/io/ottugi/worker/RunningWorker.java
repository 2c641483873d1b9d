package io.ottugi.worker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker as a real process; whatever it leaves behind ends with it. */
final class RunningWorker implements AutoCloseable {
    /** Whatever the tests were started under: nohup ignores HUP, a script's background job INT. */
    private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal");

    static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final Process process;

    /**
     * @param wrapper a shell script that runs its arguments, {@code exec "$@"} in the plain case
     */
    RunningWorker(Path directory, String wrapper, String... options) throws IOException {
        this.directory = directory;
        List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
        command.addAll(List.of("sh", "-c", wrapper, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-XX:ErrorFile=/dev/null", "-Xshare:auto"));
        command.addAll(List.of("-cp", Path.of("target", "classes").toAbsolutePath().toString()));
        command.addAll(List.of(Main.class.getName(), "--file", countFile().toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectInput(new File("/dev/null"));
        builder.redirectOutput(directory.resolve("stdout").toFile());
        builder.redirectError(directory.resolve("stderr").toFile());
        process = builder.start();
    }

    Path countFile() {
        return directory.resolve("count");
    }

    Process process() {
        return process;
    }

    List<String> printed() {
        return lines("stdout");
    }

    List<String> complaints() {
        return lines("stderr");
    }

    List<String> counted() {
        return lines("count");
    }

    /** Waits for a line of standard output that begins so, and returns its last word. */
    String awaitLine(String beginning) {
        await("a line that begins with '" + beginning + "'")
                .atMost(LIMIT)
                .until(() -> printed().stream().anyMatch(line -> line.startsWith(beginning)));
        String line =
                printed().stream().filter(l -> l.startsWith(beginning)).findFirst().orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    int awaitExit() throws InterruptedException {
        assertEquals(
                true, process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it has not ended");
        return process.exitValue();
    }

    static void kill(String signal, long pid) throws Exception {
        String command = "kill -s " + signal + " " + pid;
        assertEquals(0, new ProcessBuilder("sh", "-c", command).start().waitFor(), command);
    }

    private List<String> lines(String name) {
        try {
            Path path = directory.resolve(name);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
