package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.OrdinaryUser;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Step 4, {@code umask} and the like: as whom a worker runs, and with how much of the machine. */
class PrivilegesIT {
    /** A machine whose users and groups are ours, seen by this test alone. */
    private static final String OTHER_USERS =
            """
            place=$1 program=$2
            cp /etc/passwd /etc/group "$place"
            echo 'kim:x:61234:61235::/home/kim:/bin/false' >>"$place/passwd"
            printf '%s\\n' kim:x:61235: club:x:61236:kim staff2:x:61237: >>"$place/group"
            mount --bind "$place/passwd" /etc/passwd
            mount --bind "$place/group" /etc/group
            show() {
                "$program" up -n shop --set start.settle=0s "$@" -- sleep 1000
                for pid in $(ps -e -o pid=,args= | sed -n 's/ *\\([0-9]*\\) .*sleep 1000$/\\1/p'); do
                    grep -qz OTTUGI_HOME="$OTTUGI_HOME" /proc/$pid/environ || continue
                    sed -n 's/^\\(Uid\\|Gid\\|Groups\\):[[:blank:]]*/\\1 /p' /proc/$pid/status
                    tr '\\0' '\\n' </proc/$pid/environ | grep -E '^(HOME|USER|LOGNAME|SHELL)=' | sort
                done
                "$program" down -n shop
            }
            echo 1; show --set user=kim
            echo 2; show --set user=kim --set group=staff2
            echo 3; show --set group=club
            """;

    private static final String SEEN = "[123]|(Uid|Gid|Groups) .*|(HOME|LOGNAME|SHELL|USER)=.*";
    private static final Collector<CharSequence, ?, String> LINES = Collectors.joining(" ");
    private static final String KIM = "HOME=/home/kim LOGNAME=kim SHELL=/bin/false USER=kim";

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void aUserItsGroupsAndItsHome() {
        Skip.unlessRoot("another user");
        Result result =
                Namespaces.run(sandbox, OTHER_USERS, sandbox.root().toString(), sandbox.program());
        result.expect(0);
        String seen = result.out().lines().filter(line -> line.matches(SEEN)).collect(LINES);
        assertEquals(
                "1 Uid 61234 61234 61234 61234 Gid 61235 61235 61235 61235 Groups 61235 61236 "
                        + KIM
                        + " 2 Uid 61234 61234 61234 61234 Gid 61237 61237 61237 61237"
                        + " Groups 61236 61237 "
                        + KIM
                        + " 3 Uid 0 0 0 0 Gid 61236 61236 61236 61236 Groups "
                        + "HOME="
                        + sandbox.work(),
                seen.replaceAll("\\s+", " ").replaceAll("Groups 0 (?=HOME)", "Groups "),
                result::toString);
    }

    @Test
    void anotherUsersWorkerMayOpenItsOwnOutput() throws IOException {
        Skip.unlessRoot("another user");
        String writes = "echo plain; echo opened >>/dev/stdout; sleep 1000";
        shop.up("--set", "user=nobody", "--", "sh", "-c", writes);
        Await.until("both are written", () -> shop.log().contains("plain\nopened\n"));
    }

    @Test
    void anotherUsersWorkerIsStartedAgainAdoptedAndStopped() {
        Skip.unlessRoot("another user");
        Status before = shop.up(Workers.with(Workers.SLEEP, "user=nobody"));
        shop.fell(Sig.SEGV);
        Status after = shop.status();
        assertEquals("signal SEGV", after.lastFall().cause().replace(" (core dumped)", ""));
        String nobody = new Proc(before.workerPid()).alive() ? "?" : user(after.workerPid());
        assertTrue(!nobody.startsWith("0 "), nobody);
        Sig.KILL.to(after.supervisor().pid());
        Await.until("its end", () -> !new Proc(after.supervisor().pid()).alive());
        Status adopted = shop.up(Workers.with(Workers.SLEEP, "user=nobody"));
        assertEquals(after.workerPid(), adopted.workerPid());
        Event next = shop.fell(Sig.KILL);
        assertTrue(next.generation() > adopted.worker().generation());
        assertEquals("signal KILL", shop.status().lastFall().cause());
        long last = shop.status().workerPid();
        shop.down().expect(0);
        assertTrue(!new Proc(last).alive());
    }

    @Test
    void aNumberOfNobodyWithItsGroup() {
        Skip.unlessRoot("another user");
        Status status = shop.up(Workers.with(Workers.SLEEP, "user=61234", "group=61235"));
        Proc worker = new Proc(status.workerPid());
        assertEquals("61234 61234 61234 61234", worker.statusField("Uid"));
        assertEquals("61235", worker.statusField("Groups"));
        shop.down().expect(0);
        refusedWith(78, "user=61234").complains("user 61234 has no account", "set its group too");
    }

    @Test
    void limitsSoftHardAndNone() {
        Status status =
                shop.up(
                        Workers.with(
                                Workers.SLEEP,
                                "limits.nofile=64:128",
                                "limits.core=0",
                                "limits.cpu=unlimited",
                                "limits.fsize=1GB"));
        Proc worker = new Proc(status.workerPid());
        assertEquals("64 128", worker.limit("Max open files"));
        assertEquals("0 0", worker.limit("Max core file size"));
        assertEquals("unlimited unlimited", worker.limit("Max cpu time"));
        assertEquals((1 << 30) + " " + (1 << 30), worker.limit("Max file size"));
    }

    @Test
    void theLimitOfOpenFilesIsTheOperators() {
        shop.does("up", Workers.SLEEP).through("prlimit", "--nofile=777:").run().expect(0);
        Proc worker = new Proc(shop.status().workerPid());
        assertTrue(worker.limit("Max open files").startsWith("777 "), worker::toString);
    }

    @Test
    void nicenessIsAbsolute() {
        shop.does("up", Workers.with(Workers.SLEEP, "nice=7", "umask=027"))
                .through("nice", "-n", "2")
                .run()
                .expect(0);
        Proc worker = new Proc(shop.status().workerPid());
        assertEquals(7, worker.niceness());
        assertEquals("0027", worker.statusField("Umask"));
        assertEquals(worker.pid(), worker.stat().session());
    }

    @Test
    void whatOnlyRootMayGiveIsRefusedToOthers() {
        OrdinaryUser user = OrdinaryUser.forTesting(sandbox);
        sandbox.giveTo(user);
        for (String setting : List.of("user=root", "group=root", "nice=-5", "limits.nice=40")) {
            Result refused =
                    shop.does("up", Workers.with(Workers.SLEEP, setting))
                            .through(user.prefix())
                            .run();
            assertTrue(refused.exit() != 0, refused::toString);
            refused.complains("needs root");
        }
        sandbox.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=no-such-user", "group=no-such-group"})
    void whoIsNotKnownIsNamed(String setting) {
        refusedWith(78, setting)
                .complains("there is no ", setting.substring(setting.indexOf('=') + 1));
        sandbox.assertNothingRuns();
    }

    @Test
    void theProgramMustBeExecutableByTheUser() throws IOException {
        Skip.unlessRoot("another user");
        Path place = Files.createDirectory(sandbox.root().resolve("place"));
        Path tool = Files.copy(sandbox.script("tool", "exec sleep 1000"), place.resolve("tool"));
        mode(place, "rwxr-xr-x");
        mode(tool, "rwxr--r--");
        up("user=nobody", tool).expect(69).complains(tool + " is not executable by user nobody");
        mode(tool, "rwxr-xr-x");
        mode(place, "rwx------");
        up("user=nobody", tool).expect(69).complains("who may not enter " + place);
        mode(place, "rwxr-xr-x");
        up("user=nobody", tool).expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=nobody", "nice=1", "limits.core=0"})
    void aChainThatCannotBecomeTheWorkerIsNoFall(String setting) throws IOException {
        if (setting.startsWith("user")) {
            Skip.unlessRoot("another user");
        }
        Path tool = sandbox.script("tool", "exec sleep 1000");
        mode(sandbox.work(), "rwx--x--x");
        Status before =
                shop.up(
                        Workers.with(
                                new String[] {"--", tool.toString()},
                                setting,
                                "restart.initial=20ms",
                                "restart.max=200ms"));
        String good = Files.readString(tool);
        Workers.rewrite(tool, "#!/nonexistent/interpreter\n");
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        Status fallen = shop.awaitStatus("BACKOFF", s -> s.in("BACKOFF"));
        assertTrue(
                fallen.lastFall().cause().matches("could not start: .*No such file.*"),
                fallen::toString);
        Workers.rewrite(tool, good);
        shop.awaitRunningAfter(before.worker().generation());
    }

    @Test
    void aProgramOfTheChainThatIsMissingIsNamedWithItsPackage() throws IOException {
        Path bin = Files.createDirectory(sandbox.root().resolve("bin"));
        for (String tool : List.of("setsid", "sleep", "readlink")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        shop.does("up", Workers.with(Workers.SLEEP, "nice=1"))
                .env("PATH", bin.toString())
                .run()
                .complains("nice is not in PATH; install coreutils");
        shop.does("up", Workers.with(Workers.SLEEP, "limits.core=0"))
                .env("PATH", bin.toString())
                .run()
                .complains("prlimit is not in PATH; install util-linux");
        sandbox.assertNothingRuns();
    }

    private Result refusedWith(int code, String setting) {
        return shop.does("up", Workers.with(Workers.SLEEP, setting)).run().expect(code);
    }

    private Result up(String setting, Path tool) {
        return shop.does("up", Workers.with(new String[] {"--", tool.toString()}, setting)).run();
    }

    private static String user(long pid) {
        return new Proc(pid).statusField("Uid");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
