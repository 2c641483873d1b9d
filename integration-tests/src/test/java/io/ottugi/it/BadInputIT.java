package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: one clear line, the right exit code, and nothing started, left or lost. */
class BadInputIT {
    private static final String[] UP = {"up", "--", "sleep", "1000"};

    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @ParameterizedTest
    @ValueSource(strings = {"check", "up"})
    void aLogFileThatCannotBeIsToldOfBeforeTheStart(String command) {
        sandbox.write(
                "ottugi.toml",
                """
                [worker.db]
                command = ["sleep", "1000"]
                log.file = "missing/db.log"
                """);
        Result refused = sandbox.ottugi(command).run().expect(78);
        assertTrue(refused.err().contains("ottugi.toml:3:1"), refused::toString);
        assertTrue(refused.err().contains("missing is not there; make it"), refused::toString);
    }

    /** A command line, the exit code, and what the complaint must name. */
    static Stream<Arguments> commandLines() {
        String tooLong = "n".repeat(300);
        return Stream.of(
                arguments("up", 64, "--"),
                arguments("up --", 64, "--"),
                arguments("run", 64, "--"),
                arguments("run --", 64, "--"),
                arguments("up -- no-such-command", 69, "no-such-command"),
                arguments("run -- no-such-command", 69, "no-such-command"),
                arguments("up -- ./missing", 69, "missing"),
                arguments("up -- ./", 69, "directory"),
                arguments("up -- /", 69, "directory"),
                arguments("up -- ./plain.txt", 69, "executable"),
                arguments("up -- ./plain.txt/below", 69, "below"),
                arguments("up -n a/b -- sleep 1000", 64, "a/b"),
                arguments("up -n .. -- sleep 1000", 64, ".."),
                arguments("up -n ../x -- sleep 1000", 64, "../x"),
                arguments("up -n .hidden -- sleep 1000", 64, ".hidden"),
                arguments("up -n -x -- sleep 1000", 64, "-x"),
                arguments("up -n " + tooLong + " -- sleep 1000", 64, "64"),
                arguments("up -n a -n b -- sleep 1000", 64, "-n"),
                arguments("up -n", 64, "argument"),
                arguments("status -n a/b", 64, "a/b"),
                arguments("down -n ..", 64, ".."),
                arguments("up --set nonsense -- sleep 1000", 64, "nonsense"),
                arguments("up --set restart.maximum=5s -- sleep 1000", 64, "restart.max"),
                arguments("up --set restart.max=5 -- sleep 1000", 64, "restart.max"),
                arguments("up --set restart.max=-5s -- sleep 1000", 64, "restart.max"),
                arguments("up --set restart.factor=0.5 -- sleep 1000", 64, "restart.factor"),
                arguments("up --set restart.policy=maybe -- sleep 1000", 64, "on-failure"),
                arguments(
                        "up --set restart.initial=10s --set restart.max=1s -- sleep 1000",
                        64,
                        "restart.initial"),
                arguments("up --set umask=022 --set umask=077 -- sleep 1000", 64, "umask"),
                arguments("up --set umask=888 -- sleep 1000", 64, "888"),
                arguments("up --set environment.=1 -- sleep 1000", 64, "environment."),
                arguments("up --set stop.signal=NOPE -- sleep 1000", 64, "NOPE"),
                arguments("up --set success_exit_codes=300 -- sleep 1000", 64, "300"),
                arguments("up --set directory= -- sleep 1000", 64, "directory"),
                arguments("up --set log.file=/dev/stdout -- sleep 1000", 64, "leave it out"),
                arguments("run --set log.file=/no/x.log -- sleep 1000", 78, "/no is not there"),
                arguments("up --frobnicate -- sleep 1000", 64, "--frobnicate"),
                arguments("frobnicate", 64, "frobnicate"),
                arguments("--frobnicate", 64, "--frobnicate"),
                arguments("help frobnicate", 64, "frobnicate"),
                arguments("down extra", 64, "extra"),
                arguments("version extra", 64, "extra"),
                arguments("logs -l many", 64, "many"),
                arguments("logs -l -5", 64, "-5"),
                arguments("boot", 64, "enable"),
                arguments("boot frobnicate", 64, "enable"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commandLines")
    void isRefusedWithOneLine(String line, int exit, String named) {
        sandbox.write("plain.txt", "no program");
        Result result = sandbox.ottugi(line.split(" ")).run();
        result.expect(exit).complains(named);
        assertTrue(result.err().startsWith("ottugi: "), result::toString);
        assertNothingStartedOrLeft();
    }

    @Test
    void emptyArgumentsAreRefusedToo() {
        sandbox.ottugi("up", "-n", "", "--", "sleep", "1000").run().expect(64).complains("name");
        sandbox.ottugi("up", "--", "").run().expect(69).complains("empty");
        sandbox.ottugi("").run().expect(64);
        assertNothingStartedOrLeft();
    }

    @Test
    void nothingAtAllIsAnsweredWithHelp() {
        Result result = sandbox.ottugi().run().expect(64);
        assertTrue(result.err().contains("up"), result::toString);
        assertNothingStartedOrLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up -- sleep 1000", "run -- sleep 1000"})
    void aLogThatCannotBeOpenedIsToldAtOnce(String line) throws IOException {
        Files.writeString(sandbox.home().resolve("log"), "a file where a directory belongs");
        Result result = sandbox.ottugi(line.split(" ")).run();
        result.expect(73).complains("log");
        sandbox.assertNothingRuns();
    }

    @Test
    void aMissingWorkingDirectoryIsToldAtOnce() {
        Result result =
                sandbox.ottugi("up", "--set", "directory=/nonexistent", "--", "sleep", "1").run();
        result.complains("/nonexistent");
        assertTrue(List.of(64, 69, 73).contains(result.exit()), result::toString);
        sandbox.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"777", "770", "702"})
    void aHomeThatOthersCanWriteToIsRefused(String mode) {
        sandbox.command("mkdir", "-p", sandbox.home() + "/run/default").run().expect(0);
        sandbox.command("chmod", mode, sandbox.home() + "/run/default").run().expect(0);
        sandbox.ottugi(UP).run().expect(77).complains("run/default");
        sandbox.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "state", "log"})
    void aPlaceOfSomebodyElseIsRefused(String place) {
        Skip.unless(isRoot(), "only root can give a directory to somebody else");
        String path = sandbox.home() + "/" + place + "/default";
        sandbox.command("mkdir", "-p", path).run().expect(0);
        sandbox.command("chown", "12345:12345", path).run().expect(0);
        sandbox.ottugi(UP).run().expect(77).complains(place + "/default");
        sandbox.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run/default", "state/default"})
    void aPlantedLinkIsNotFollowed(String place) throws IOException {
        Path elsewhere = sandbox.directory("elsewhere");
        Path link = sandbox.home().resolve(place);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, elsewhere);
        Result result = sandbox.ottugi(UP).run();
        assertTrue(List.of(73, 77).contains(result.exit()), result::toString);
        result.complains(place);
        assertEquals(List.of(), list(elsewhere), "written through the link");
        sandbox.assertNothingRuns();
    }

    @Test
    void anUnreadableHomeIsRefused() {
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.giveTo(user);
        sandbox.command("chmod", "000", sandbox.home().toString()).run().expect(0);
        Result result = sandbox.ottugi(UP).through(user.prefix()).run();
        sandbox.command("chmod", "700", sandbox.home().toString()).run().expect(0);
        result.complains(sandbox.home().toString());
        assertTrue(List.of(73, 77, 78).contains(result.exit()), result::toString);
        assertNothingStartedOrLeft();
    }

    @Test
    void aFileAsHomeIsRefused() {
        Path file = sandbox.write("file", "");
        Result result = sandbox.ottugi(UP).env("OTTUGI_HOME", file.toString()).run();
        result.complains(file.toString());
        assertTrue(List.of(73, 78).contains(result.exit()), result::toString);
        assertNothingStartedOrLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up -- sleep 1000", "status", "run -- sleep 1000"})
    void withoutAnyHomeAnOrdinaryUserIsToldToSetOne(String line) {
        Skip.unless(isRoot(), "only root can become a user without a home in the user database");
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.giveTo(user);
        Program program =
                sandbox.ottugi(line.split(" "))
                        .without("OTTUGI_HOME")
                        .without("HOME")
                        .through(user.prefix());
        program.run().expect(78).complains("HOME");
        assertNothingStartedOrLeft();
    }

    @Test
    void aReadOnlyFilesystemIsTold() {
        String script = "mount -t tmpfs -o ro none \"$1\"; \"$2\" up -- sleep 1000";
        Result result =
                Namespaces.run(sandbox, script, sandbox.home().toString(), sandbox.program());
        result.expect(73).complains("read-only");
        sandbox.assertNothingRuns();
    }

    @Test
    void aFullDiskIsTold() {
        String script =
                """
                mount -t tmpfs -o size=64k,mode=700 none "$1"
                head -c 1000000 /dev/zero >"$1/fill" 2>/dev/null || true
                "$2" up -- sleep 1000
                """;
        Result result =
                Namespaces.run(sandbox, script, sandbox.home().toString(), sandbox.program());
        result.complains("space");
        assertTrue(List.of(73, 74).contains(result.exit()), result::toString);
        sandbox.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.2", "16"})
    void aJavaThatIsTooOldIsRefused(String version) {
        sandbox.directory("java/bin");
        sandbox.script("java/bin/java", "echo 'openjdk version \"" + version + "\"' >&2");
        String home = sandbox.work().resolve("java").toString();
        sandbox.ottugi(UP).env("JAVA_HOME", home).run().expect(78).complains("17", home);
        assertNothingStartedOrLeft();
    }

    @Test
    void aJavaHomeWithoutJavaIsRefused() {
        sandbox.ottugi(UP).env("JAVA_HOME", "/nonexistent").run().expect(78).complains("JAVA_HOME");
        assertNothingStartedOrLeft();
    }

    private void assertNothingStartedOrLeft() {
        sandbox.assertNothingRuns();
        assertEquals(List.of(), list(sandbox.home()), "left in the home");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
