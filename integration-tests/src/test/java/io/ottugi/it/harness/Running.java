package io.ottugi.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command that was started and may still run; its output goes to files, so it never blocks. */
public final class Running {
    private final String commandLine;
    private final Process process;
    private final Path out;
    private final Path err;

    Running(String commandLine, Process process, Path out, Path err) {
        this.commandLine = commandLine;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    /** Waits for its end; one that does not end is killed and fails the test. */
    public Result finish() {
        return finish(Await.LIMIT);
    }

    public Result finish(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("not finished within " + limit + ": " + result());
            }
            return result();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + commandLine, interrupted);
        }
    }

    private Result result() {
        return new Result(commandLine, process.exitValue(), out(), err());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
