package io.ottugi.supervisor.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands as child processes. */
final class ProcessCommandRunner implements CommandRunner {
    private static final long LIMIT_SECONDS = 60;

    private final Map<String, String> extraEnvironment;

    ProcessCommandRunner(Map<String, String> extraEnvironment) {
        this.extraEnvironment = Map.copyOf(extraEnvironment);
    }

    @Override
    public Result run(List<String> command, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(extraEnvironment);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            return converse(process, command, input);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Result converse(Process process, List<String> command, String input)
            throws IOException {
        var output = reader(process.getInputStream(), StandardCharsets.ISO_8859_1);
        var error = reader(process.getErrorStream(), StandardCharsets.UTF_8);
        write(process, input);
        if (!ended(process)) {
            throw new IOException(
                    command.get(0) + " did not end within " + LIMIT_SECONDS + " seconds");
        }
        return new Result(process.exitValue(), output.join(), error.join());
    }

    /** A command that does not read its input to the end is no error: its status tells. */
    private static void write(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException ignored) {
            return;
        }
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static CompletableFuture<String> reader(InputStream stream, Charset charset) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), charset);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
