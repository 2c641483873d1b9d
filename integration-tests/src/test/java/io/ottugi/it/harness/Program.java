package io.ottugi.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command about to be run in a {@link Sandbox}. The environment starts out small and known rather
 * than with whatever the test run was started with.
 */
public final class Program {
    /** Test runs in the background of a shell ignore INT; an operator's commands do not. */
    private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal");

    private final Sandbox sandbox;
    private final List<String> command;
    private final Map<String, String> environment;
    private Path directory;
    private Path input = Path.of("/dev/null");

    Program(
            Sandbox sandbox,
            List<String> command,
            Map<String, String> environment,
            Path directory) {
        this.sandbox = sandbox;
        this.command = new ArrayList<>(command);
        this.environment = new HashMap<>(environment);
        this.directory = directory;
    }

    public Program env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Program without(String name) {
        environment.remove(name);
        return this;
    }

    public Program in(Path where) {
        directory = where;
        return this;
    }

    public Program stdin(String text) {
        input = sandbox.write("stdin", text);
        return this;
    }

    /** Runs it through another program, such as {@code nohup} or {@code setpriv --reuid=…}. */
    public Program through(String... prefix) {
        return through(List.of(prefix));
    }

    public Program through(List<String> prefix) {
        command.addAll(0, prefix);
        return this;
    }

    /**
     * Puts it on a terminal: as leader of a session of its own whose controlling terminal that is.
     * The terminal is opened in the child, since the test's JVM must never come to own it.
     */
    public Program on(Pty pty) {
        String open = "terminal=$1; shift; exec \"$@\" <\"$terminal\" >\"$terminal\" 2>&1";
        return through("setsid", "sh", "-c", open, "sh", pty.name());
    }

    /** The words of the command as it would be started now. */
    public List<String> words() {
        return List.copyOf(command);
    }

    public Result run() {
        return run(Await.LIMIT);
    }

    /**
     * Runs it to its end.
     *
     * @param limit within which it must end
     */
    public Result run(Duration limit) {
        Result result = start().finish(limit);
        sandbox.note(result);
        return result;
    }

    public Running start() {
        Path out = sandbox.fresh("out");
        Path err = sandbox.fresh("err");
        List<String> words = new ArrayList<>(DEFAULT_SIGNALS);
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Files.createFile(out);
            Files.createFile(err);
            return new Running(String.join(" ", command), builder.start(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + command, failed);
        }
    }
}
