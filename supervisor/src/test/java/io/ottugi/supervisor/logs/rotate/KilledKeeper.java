package io.ottugi.supervisor.logs.rotate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link KeeperMain} in a process of its own. */
final class KilledKeeper {
    static final int KILLED = 128 + 9;

    private static final long LIMIT_SECONDS = 60;

    private final Process process;

    KilledKeeper(KeeperMain.Task task) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx32m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(KeeperMain.class.getName());
        command.addAll(task.words());
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits for its end, which comes by itself or by {@link #tellToEnd}; tells what it printed. */
    List<String> output() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    void tellToEnd() throws IOException {
        process.getOutputStream().close();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the keeper did not end");
        }
        return process.exitValue();
    }
}
