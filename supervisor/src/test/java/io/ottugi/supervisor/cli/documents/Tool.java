package io.ottugi.supervisor.cli.documents;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine that says what it thinks of a document. */
public final class Tool {
    private static final int LIMIT_SECONDS = 60;

    private Tool() {}

    /** Skips the test, in a way nobody overlooks, where the program is not there. */
    public static void need(String program) {
        boolean there =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!there) {
            String reason = program + " is not installed";
            System.err.println("\n**** SKIPPED: " + reason + " ****\n");
            Assumptions.abort(reason);
        }
    }

    /** What it prints, complaints included. */
    public static String says(Map<String, String> environment, Path directory, List<String> words) {
        try {
            Path output = Files.createTempFile(directory, "output", "");
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertTrue(ended, () -> words + " takes longer than " + LIMIT_SECONDS + " s");
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
