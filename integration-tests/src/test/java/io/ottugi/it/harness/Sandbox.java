package io.ottugi.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A private place for one test: an OTTUGI_HOME, a work directory, and a mark in the environment of
 * every process that descends from it. After the test it stops what runs, and fails the test when a
 * process, a socket or a temporary file is left; those it then removes. Of a failed test it prints
 * the commands, logs and events. Use it as a field with {@code @RegisterExtension}.
 */
public final class Sandbox implements AfterEachCallback, AutoCloseable {
    private static final String SUPERVISOR = "io.ottugi.supervisor.Main";

    static final String MARK = "IT_SANDBOX";

    private static final String TEMP = System.getProperty("ottugi.it.tmp", "/tmp");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String mark = Long.toUnsignedString(RANDOM.nextLong(), 36);
    private final Path root = newRoot(mark);
    private final Path program;
    private final AtomicInteger files = new AtomicInteger();
    private boolean settling;
    private final List<Result> history = Collections.synchronizedList(new ArrayList<>());
    private final Leftovers leftovers;

    /** Around the distribution named by the system property {@code ottugi.dist}. */
    public Sandbox() {
        this(distribution().resolve("bin/ottugi"), Duration.ofSeconds(20));
    }

    /** Around a stand-in for the program, with a limit for what is on its way out at the end. */
    public Sandbox(Path program, Duration settling) {
        this.program = program.toAbsolutePath();
        this.leftovers = new Leftovers(mark, root, settling);
        for (Path directory : List.of(home(), work(), root.resolve("io"))) {
            makeDirectory(directory, "rwx------");
        }
    }

    /** The OTTUGI_HOME. */
    public Path home() {
        return root.resolve("h");
    }

    /** Where commands are run unless told otherwise, and the operator's HOME. */
    public Path work() {
        return root.resolve("w");
    }

    /** The whole place; its path is short because a socket's may have but 107 bytes. */
    public Path root() {
        return root;
    }

    /** The path of {@code bin/ottugi}, for scripts that call it. */
    public String program() {
        return program.toString();
    }

    /** The unpacked distribution under test. */
    public static Path distribution() {
        return Path.of(System.getProperty("ottugi.dist", "../target/ottugi")).toAbsolutePath();
    }

    /**
     * Lets workers count as started only after {@code start.settle}, and takes {@code up} and
     * {@code run} word for word: for tests of that time, and of a file that is loaded again.
     */
    public Sandbox settling() {
        settling = true;
        return this;
    }

    /**
     * {@code bin/ottugi} with these arguments. Workers count as started as soon as they run, unless
     * the arguments, the file or {@link #settling} say otherwise: nearly all tests would wait for
     * nothing.
     */
    public Program ottugi(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(arguments));
        boolean starts =
                arguments.length > 0 && (arguments[0].equals("up") || arguments[0].equals("run"));
        if (starts && !settling && !saysWhatCountsAsStarted(List.of(arguments))) {
            command.addAll(2, List.of("--set", "start.settle=0s"));
        }
        return new Program(this, command, environment(), work());
    }

    private boolean saysWhatCountsAsStarted(List<String> arguments) {
        int option = arguments.indexOf("-c");
        boolean named = option >= 0 && option + 1 < arguments.size();
        Path file = work().resolve(named ? arguments.get(option + 1) : "ottugi.toml");
        try {
            String text = arguments.contains("--") ? "" : Files.readString(file);
            return (arguments + text).contains("start.settle");
        } catch (IOException notReadable) {
            return arguments.toString().contains("start.settle");
        }
    }

    public Program command(String... words) {
        return new Program(this, List.of(words), environment(), work());
    }

    /** The supervisor of that name in this place, there or not. */
    public Instance instance(String name) {
        return new Instance(this, name);
    }

    /** Makes a directory below the work directory. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(work().resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes a file below the work directory. */
    public Path write(String name, String text) {
        try {
            return Files.writeString(work().resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes an executable shell script into the work directory. */
    public Path script(String name, String... lines) {
        Path file = write(name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        setMode(file, "rwxr-xr-x");
        return file;
    }

    /** All live processes that descend from this place, by the mark in their environment. */
    public List<Proc> processes() {
        return leftovers.processes();
    }

    /** Nothing runs; for tests whose command must not have started anything. */
    public void assertNothingRuns() {
        List<Proc> running = processes();
        if (!running.isEmpty()) {
            throw new AssertionError("running, but should not: " + running);
        }
    }

    /** Hands the whole place over to another user; only root can. */
    public void giveTo(OrdinaryUser user) {
        command("chown", "-R", user.owner(), root.toString()).run().expect(0);
    }

    void note(Result result) {
        history.add(result);
    }

    Path fresh(String kind) {
        return root.resolve("io").resolve(kind + "-" + files.incrementAndGet());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean failed = context.getExecutionException().isPresent();
        if (failed) {
            print(Report.of(context.getDisplayName(), home(), history));
        }
        try {
            close();
        } catch (AssertionError left) {
            if (!failed) {
                print(Report.of(context.getDisplayName(), home(), history));
            }
            throw left;
        }
    }

    @Override
    public void close() {
        stopAll();
        leftovers.settleRemoveAndComplain();
    }

    /** Kills what runs, and leaves the files for who wants to look at them. */
    public void keep() {
        leftovers.killAll();
    }

    /** Tells every supervisor that still runs here to stop in order. */
    private void stopAll() {
        processes().stream()
                .filter(proc -> proc.commandLine().contains(SUPERVISOR))
                .forEach(proc -> Sig.TERM.toIfThere(proc.pid()));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("HOME", work().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "dumb");
        environment.put("OTTUGI_HOME", home().toString());
        environment.put(MARK, mark);
        return environment;
    }

    private static Path newRoot(String mark) {
        Path root = Path.of(TEMP, "ot" + mark.substring(0, Math.min(8, mark.length())));
        makeDirectory(root, "rwxr-xr-x");
        return root;
    }

    private static void makeDirectory(Path directory, String mode) {
        try {
            Files.createDirectory(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        setMode(directory, mode);
    }

    private static void setMode(Path file, String mode) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void print(String report) {
        byte[] bytes = report.getBytes(UTF_8);
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
    }
}
