package io.ottugi.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.ottugi.supervisor.boot.BootRequest;
import io.ottugi.supervisor.boot.SystemdUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Started by a real systemd, with nobody logged in. */
class BootIT {
    private static final String UNIT = "ottugi-shop.service";

    /** Says when it starts and when it is told to stop. Its line break must survive the unit. */
    private static final String WORKER =
            """
            echo "started $$" >>"$0"
            trap 'echo "stopped $$" >>"$0"; exit 0' TERM
            while :; do sleep 1 & wait $!; done""";

    /** Prints where it is, what it was given in its environment, and its arguments. */
    private static final String PRINTER =
            """
            #!/bin/sh
            printf '%s\\0' "$PWD" "$NASTY" "$@" >"${0%/*}/printed"
            """;

    private static final List<String> NASTY =
            List.of(
                    "",
                    " ",
                    "two  words",
                    "tab\t",
                    "line\nbreak",
                    "it's",
                    "\"d\"",
                    "\\",
                    "\\\\",
                    "a\\nb",
                    "100%",
                    "%%",
                    "%n",
                    "$HOME",
                    "${HOME}",
                    "$$",
                    "$",
                    "a$",
                    "$(id)",
                    "`id`",
                    ";",
                    "\\;",
                    "a;",
                    "&",
                    "|",
                    ">x",
                    "*",
                    "~",
                    "#",
                    "# no",
                    "!",
                    "{a,b}",
                    "-",
                    "@x",
                    "+",
                    "é 오뚝이");

    @TempDir Path directory;

    @Test
    void standsAfterABootAndAFallAndStopsInOrder() throws Exception {
        try (SystemdMachine machine = SystemdMachine.boot(directory)) {
            enable(machine);
            machine.shutDown();
        }
        long before = said("started").count();
        try (SystemdMachine machine = SystemdMachine.boot(directory)) {
            long worker = isStartedAtBoot(machine, before);
            long adopted = isRestartedAfterAKill(machine, worker);
            stopsInOrder(machine, adopted);
            machine.run("systemctl", "start", UNIT);
            awaitRunning(machine);
            machine.shutDown();
        }
        assertEquals(said("started").count(), said("stopped").count(), "each was told to stop");
        try (SystemdMachine machine = SystemdMachine.boot(directory)) {
            awaitRunning(machine);
            disable(machine);
        }
    }

    /** As an operator does it: up, then enable. */
    private void enable(SystemdMachine machine) throws IOException {
        List<String> before = units();
        ottugi(machine, 0, "up", "-n", "shop", "--", "/bin/sh", "-c", WORKER, events().toString());
        String enabled = ottugi(machine, 0, "boot", "enable", "-n", "shop");
        assertTrue(enabled.contains("    ExecStart="), enabled);
        assertNotEquals(before, units());
        String again = ottugi(machine, 0, "boot", "enable", "-n", "shop");
        assertTrue(again.startsWith("unchanged"), again);
        assertEquals(
                new SystemdMachine.Result(0, ""),
                machine.run("systemd-analyze", "verify", "/etc/systemd/system/" + UNIT));
        assertEquals("enabled\n", machine.run("systemctl", "is-enabled", UNIT).output());
        ottugi(machine, 0, "down", "-n", "shop");
    }

    private long isStartedAtBoot(SystemdMachine machine, long startsBefore) throws IOException {
        JsonObject status = awaitRunning(machine);
        assertEquals(startsBefore + 1, said("started").count());
        assertEquals(mainPid(machine), supervisor(status));
        return worker(status).get("pid").getAsLong();
    }

    /** The worker goes on while its supervisor is away, and the next one adopts it. */
    private long isRestartedAfterAKill(SystemdMachine machine, long worker) throws IOException {
        long killed = mainPid(machine);
        machine.run("kill", "-KILL", Long.toString(killed));
        await("systemd has started a supervisor that adopted the worker")
                .atMost(30, SECONDS)
                .until(
                        () -> {
                            JsonObject status = status(machine);
                            return isRunning(status) && supervisor(status) != killed;
                        });
        JsonObject status = status(machine);
        assertEquals(worker, worker(status).get("pid").getAsLong(), status.toString());
        assertTrue(worker(status).get("adopted").getAsBoolean(), status.toString());
        assertEquals(
                "1\n",
                machine.run("systemctl", "show", "-P", "NRestarts", UNIT).output(),
                this::log);
        return worker;
    }

    private void stopsInOrder(SystemdMachine machine, long worker) throws IOException {
        SystemdMachine.Result stop = machine.run("systemctl", "stop", UNIT);
        assertEquals(0, stop.status(), stop.output());
        assertEquals("stopped " + worker, said("stopped").reduce("", (first, last) -> last));
        assertEquals(
                "inactive\n",
                machine.run("systemctl", "is-active", UNIT).output(),
                "stopped, not failed");
        assertEquals(
                "ControlGroup=\n",
                machine.run("systemctl", "show", "-p", "ControlGroup", UNIT).output(),
                "no process is left in its cgroup");
        ottugi(machine, 3, "status", "-n", "shop");
    }

    private void disable(SystemdMachine machine) throws IOException {
        ottugi(machine, 0, "boot", "disable", "-n", "shop");
        assertEquals(List.of(), units());
        String unknown = machine.run("systemctl", "is-enabled", UNIT).output();
        assertTrue(unknown.contains("No such file"), unknown);
        ottugi(machine, 0, "down", "-n", "shop");
    }

    /** What the unit's text means, asked of the one who reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "a 100% $HOME ;", "a 'q' \"d\" b\\c $HOME 100%", "end "})
    void systemdHandsEveryCharacterOnAsItIs(String name) throws Exception {
        Path place = Files.createDirectories(directory.resolve(name));
        Path program = Files.writeString(place.resolve(name), PRINTER);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        BootRequest request =
                new BootRequest(
                        "nasty",
                        program.toString(),
                        NASTY,
                        Map.of("NASTY", String.join(" ", NASTY)),
                        place.toString(),
                        Duration.ofSeconds(1));
        Path unit = Files.createDirectories(directory.resolve("etc")).resolve("nasty.service");
        Files.writeString(unit, SystemdUnit.render(request, SystemdUnit.Scope.SYSTEM));
        try (SystemdMachine machine = SystemdMachine.boot(directory)) {
            assertEquals(
                    new SystemdMachine.Result(0, ""),
                    machine.run("systemd-analyze", "verify", "/etc/systemd/system/nasty.service"));
            SystemdMachine.Result start = machine.run("systemctl", "start", "nasty.service");
            assertEquals(0, start.status(), start.output());
            await("the program has printed all")
                    .atMost(30, SECONDS)
                    .untilAsserted(() -> assertEquals(expected(place), words(place)));
        }
    }

    private static List<String> expected(Path place) {
        List<String> all = new ArrayList<>(List.of(place.toString(), String.join(" ", NASTY)));
        all.addAll(List.of("run", "--stay"));
        all.addAll(NASTY);
        return all;
    }

    private static List<String> words(Path place) throws IOException {
        Path printed = place.resolve("printed");
        assertTrue(Files.exists(printed), "nothing is printed");
        String text = Files.readString(printed);
        return List.of(text.substring(0, Math.max(0, text.length() - 1)).split("\0", -1));
    }

    private JsonObject awaitRunning(SystemdMachine machine) {
        await("a supervisor is up and its worker runs")
                .atMost(60, SECONDS)
                .until(() -> isRunning(status(machine)));
        return status(machine);
    }

    private JsonObject status(SystemdMachine machine) {
        SystemdMachine.Result result =
                machine.run(environment(), command("status", "-n", "shop", "--json"));
        try {
            return new Gson().fromJson(result.output(), JsonObject.class);
        } catch (JsonParseException e) {
            return fail(result.output(), e);
        }
    }

    private static boolean isRunning(JsonObject status) {
        return status.getAsJsonObject("supervisor").get("state").getAsString().equals("up")
                && worker(status).get("state").getAsString().equals("RUNNING");
    }

    private static JsonObject worker(JsonObject status) {
        return status.getAsJsonArray("workers").get(0).getAsJsonObject();
    }

    private static long supervisor(JsonObject status) {
        return status.getAsJsonObject("supervisor").get("pid").getAsLong();
    }

    private static long mainPid(SystemdMachine machine) {
        return Long.parseLong(
                machine.run("systemctl", "show", "-P", "MainPID", UNIT).output().strip());
    }

    private String ottugi(SystemdMachine machine, int status, String... arguments) {
        SystemdMachine.Result result = machine.run(environment(), command(arguments));
        assertEquals(
                status,
                result.status(),
                () -> String.join(" ", arguments) + ":\n" + result.output() + log());
        return result.output();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("ottugi.dist"), "bin", "ottugi").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private Map<String, String> environment() {
        return Map.of(
                "OTTUGI_HOME", directory.resolve("home").toString(),
                "JAVA_HOME", System.getProperty("ottugi.java.home"));
    }

    private Path events() {
        return directory.resolve("worker.txt");
    }

    private Stream<String> said(String word) throws IOException {
        return Files.readAllLines(events()).stream().filter(line -> line.startsWith(word));
    }

    /** All that is in /etc/systemd/system. */
    private List<String> units() throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve("etc"))) {
            return paths.skip(1)
                    .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    /** What the supervisors said, for the message of a failure. */
    private String log() {
        try (Stream<Path> paths = Files.walk(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path log : paths.filter(path -> path.toString().endsWith(".log")).toList()) {
                all.append("\n--- ").append(log).append('\n').append(Files.readString(log));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
