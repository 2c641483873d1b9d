package io.ottugi.supervisor.assembly;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.process.launch.StartStep;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Supervisors that are killed at each step of a start, or to which an error is thrown there, of a
 * program that overwrites its arguments and its environment, as nginx and PostgreSQL do. The next
 * supervisor must not start a second one.
 */
class KilledAtEveryStartTest {
    private static final int KILLED = 128 + 9;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path PERL = Path.of("/usr/bin/perl");

    @TempDir Path directory;

    private final List<Process> supervisors = new ArrayList<>();
    private Path program = Path.of("");
    private String title = "";

    @BeforeEach
    void writeProgram() throws IOException {
        if (!Files.isExecutable(PERL)) {
            System.err.println("\n**** SKIPPED: no " + PERL + " ****\n");
            Assumptions.abort("no " + PERL);
        }
        title = "serving " + directory.getFileName();
        // An image of its own: the same program, started by anybody else, must be no suspect.
        Path perl = Files.copy(PERL, directory.resolve("perl"), COPY_ATTRIBUTES);
        // The title takes the place of the environment, which lies behind the arguments.
        program =
                Files.writeString(
                        directory.resolve("titled"),
                        "#!" + perl + "\n$0 = '" + title + "' . ' ' x 100000; sleep 1000;\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process supervisor : supervisors) {
            supervisor.destroy();
            if (!supervisor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                supervisor.destroyForcibly();
            }
        }
        copies().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @ParameterizedTest
    @EnumSource(StartStep.class)
    void thereIsOneAfterwards(StartStep step) throws Exception {
        kill(step);
        List<Long> before = step == StartStep.INTENDED ? copies() : titled();
        assertEquals(step == StartStep.INTENDED ? 0 : 1, before.size());
        start("none");
        await("supervised", () -> events("running") + events("adopted") > 0);
        List<Long> after = titled();
        assertEquals(1, after.size(), () -> "copies " + after);
        if (step != StartStep.INTENDED) {
            assertEquals(before, after);
            assertEquals(1, events("adopted"));
        }
    }

    /** What was begun has an answer: it runs, or could not be started and is tried again. */
    @ParameterizedTest
    @EnumSource(StartStep.class)
    void whateverIsThrownThereItStandsAgainAndCanBeStopped(StartStep step) throws Exception {
        Process supervisor = start(KilledSupervisorMain.THROW + step);
        for (int starts = 1; starts <= 3; starts++) {
            int nth = starts;
            await("it runs", () -> events("running") == nth);
            List<Long> copies = titled();
            assertEquals(1, copies.size(), () -> "copies " + copies);
            ProcessHandle.of(copies.get(0)).ifPresent(ProcessHandle::destroyForcibly);
        }
        assertEquals(step == StartStep.INTENDED ? 2 : 0, events("could-not-start"));
        supervisor.destroy();
        assertTrue(supervisor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it goes on");
        assertEquals(List.of(), copies());
    }

    @Test
    void whereNoRecordCanBeWrittenItIsHeld() throws Exception {
        // Neither a rename nor an open for writing gets past a directory, and root is stopped too.
        Files.createDirectories(directory.resolve("state/shop/workers/shop.json/full"));
        permit(directory.resolve("state"));
        permit(directory.resolve("state/shop"));
        permit(directory.resolve("state/shop/workers"));
        kill(StartStep.RECORDED);
        List<Long> before = titled();
        assertEquals(1, before.size());
        start("none");
        await("held", () -> events("held") > 0);
        assertEquals(before, copies());
        String told = Files.readString(directory.resolve("state/shop/events.jsonl"));
        assertTrue(told.contains("process " + before.get(0) + " of an earlier run"), told);
    }

    private static void permit(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    private void kill(StartStep step) throws Exception {
        Process supervisor = start(step.name());
        assertTrue(supervisor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it goes on");
        assertEquals(KILLED, supervisor.exitValue(), this::said);
    }

    private String said() {
        try {
            return Files.readString(directory.resolve("said"));
        } catch (IOException e) {
            return "nothing";
        }
    }

    private Process start(String killAt) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", classPath()));
        command.add(KilledSupervisorMain.class.getName());
        command.addAll(List.of(directory.toString(), killAt, program.toString()));
        Process started =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("said").toFile())
                        .start();
        supervisors.add(started);
        return started;
    }

    /** A launcher of tests may have a class loader of its own. */
    private static String classPath() {
        ClassLoader loader = KilledSupervisorMain.class.getClassLoader();
        return loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs())
                        .map(URL::getPath)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private long events(String event) {
        try {
            return Files.readAllLines(directory.resolve("state/shop/events.jsonl")).stream()
                    .filter(line -> line.contains("\"event\":\"" + event + "\""))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Waits until the program has its title, and with it no cookie. */
    private List<Long> titled() {
        await(
                "the title",
                () -> copies().stream().anyMatch(pid -> file(pid, "cmdline").startsWith(title)));
        copies().forEach(pid -> assertEquals("", file(pid, "environ").replaceAll("[ \0]", "")));
        return copies();
    }

    private List<Long> copies() {
        String[] pids = new File("/proc").list((proc, name) -> name.matches("[0-9]+"));
        return Arrays.stream(pids == null ? new String[0] : pids)
                .map(Long::valueOf)
                .filter(
                        pid -> {
                            String line = file(pid, "cmdline");
                            return line.startsWith(title)
                                    || line.equals(PERL + "\0" + program + "\0");
                        })
                .sorted()
                .toList();
    }

    private static String file(long pid, String name) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/" + name));
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what).atMost(LIMIT).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " does not come: " + said(), e);
        }
    }
}
