package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Servers that go into the background: nginx and redis as they are when nobody tells them not to.
 */
class DaemonizeIT {
    private static final String SLEEPER = "[worker.other]\ncommand = [\"sleep\", \"1000\"]\n";

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private final Path pidFile = sandbox.work().resolve("pid");

    @BeforeEach
    void needsServers() {
        for (String program : List.of("nginx", "redis-server")) {
            Skip.unless(
                    Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/")
                            .anyMatch(place -> Files.isExecutable(Path.of(place + program))),
                    program + " is not installed");
        }
    }

    /** Their titles overwrite their environments, and with it the mark of the sandbox. */
    @AfterEach
    void nothingIsLeft() {
        shop.does("down").run();
        List<Proc> left = servers();
        left.forEach(server -> Sig.KILL.toIfThere(server.pid()));
        assertEquals(List.of(), left);
    }

    private String command(String program) {
        if (program.equals("nginx")) {
            Path conf =
                    sandbox.write(
                            "nginx.conf",
                            """
                            user root root;
                            pid %s;
                            error_log %s/errors notice;
                            worker_processes 1;
                            events { worker_connections 16; }
                            http { access_log off; server { listen 127.0.0.1:%d; } }
                            """
                                    .formatted(pidFile, sandbox.work(), freePort()));
            return "command = [\"nginx\", \"-c\", \"" + conf + "\"]\n";
        }
        Path conf =
                sandbox.write(
                        "redis.conf",
                        """
                        daemonize yes
                        port 0
                        unixsocket %s/s
                        pidfile %s
                        dir %s
                        save ""
                        proc-title-template "{title} %s"
                        """
                                .formatted(
                                        sandbox.work(), pidFile, sandbox.work(), sandbox.work()));
        return "command = [\"redis-server\", \"" + conf + "\"]\n";
    }

    private Result up(String text) {
        sandbox.write("shop.toml", text);
        return shop.does("up", "-c", "shop.toml").run();
    }

    /** The servers of this sandbox, without their children. */
    private List<Proc> servers() {
        String work = sandbox.work().toString();
        List<Proc> all =
                Proc.all().stream()
                        .filter(proc -> isServer(String.join(" ", proc.commandLine()), work))
                        .filter(Proc::alive)
                        .toList();
        return all.stream()
                .filter(
                        proc ->
                                proc.statIfThere()
                                        .filter(stat -> !all.contains(new Proc(stat.parent())))
                                        .isPresent())
                .toList();
    }

    /** Servers write their pid file, by which they have started, before their title. */
    private void awaitOnly(long pid) {
        Await.until("one server with its title", () -> servers().equals(List.of(new Proc(pid))));
    }

    private static boolean isServer(String line, String work) {
        boolean server =
                line.startsWith("nginx: master") || line.matches("(\\S*/)?redis-server .*");
        return server && line.contains(work);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, true, 'daemon off;'",
        "nginx, false, 'daemon off;'",
        "redis-server, true, --daemonize no",
        "redis-server, false, --daemonize no"
    })
    void isToldWithItsRemedyAndNoTwoLive(String program, boolean alone, String remedy) {
        up("[worker.web]\n" + command(program) + (alone ? "" : SLEEPER));
        Event third =
                Await.value(
                        "three starts, and never two servers at a time",
                        () -> {
                            assertTrue(servers().size() <= 1, () -> "live: " + servers());
                            return shop.events("starting").stream()
                                    .filter(event -> event.worker().equals("web"))
                                    .skip(2)
                                    .findFirst()
                                    .orElse(null);
                        },
                        found -> found != null);
        assertEquals(3, third.generation());
        Event fell = shop.events("fell").get(0);
        assertTrue(
                fell.cause().startsWith("went into the background as " + program + " (pid "),
                fell::toString);
        Event explained = shop.awaitEvent("explained", 1);
        assertEquals("daemonized", explained.text("finding"));
        assertTrue(explained.text("sentence").contains(remedy), explained::toString);
        shop.does("stop", "web").run().expect(0);
        assertEquals(List.of(), servers());
    }

    @Test
    void withOnFailureItIsGivenUpUntilAFileChanges() throws IOException {
        String command = command("redis-server");
        up("[worker.cache]\n" + command + "restart = \"on-failure\"\n" + SLEEPER);
        Status status = shop.awaitStatus("is given up", now -> now.state("cache").equals("FAILED"));
        assertEquals("cause", status.worker("cache").givenUp());
        assertEquals(List.of(), servers());
        Result why = shop.does("why", "cache").run();
        assertTrue(why.out().contains("--daemonize no"), why::toString);
        assertTrue(why.out().contains("went into the background, and would"), why::toString);
        assertFalse(why.out().contains("never_after"), why::toString);
        Path conf = sandbox.work().resolve("redis.conf");
        Workers.rewrite(conf, Files.readString(conf).replace("daemonize yes", "daemonize no"));
        shop.awaitStatus("runs", now -> now.state("cache").equals("RUNNING"));
        awaitOnly(pid(shop.status(), "cache"));
    }

    @ParameterizedTest
    @CsvSource({"nginx, true", "nginx, false", "redis-server, true", "redis-server, false"})
    void itsPidFileIsFollowedAsSystemdDoes(String program, boolean alone) throws IOException {
        up("[worker.web]\n%sforking = { pid_file = \"%s\" }\n%s"
                        .formatted(command(program), pidFile, alone ? "" : SLEEPER))
                .expect(0);
        Status first = shop.awaitStatus("runs", now -> now.state("web").equals("RUNNING"));
        long pid = pid(first);
        assertEquals(Files.readString(pidFile).strip(), Long.toString(pid));
        awaitOnly(pid);

        Sig.KILL.to(pid);
        Status second =
                shop.awaitStatus(
                        "is started again",
                        now -> now.state("web").equals("RUNNING") && pid(now) != pid);
        assertEquals("signal KILL", shop.events("fell").get(0).cause());
        awaitOnly(pid(second));

        long supervisor = second.supervisor().pid();
        Sig.KILL.to(supervisor);
        Await.until("its end", () -> !new Proc(supervisor).alive());
        shop.does("up", "-c", "shop.toml").run().expect(0);
        assertEquals(pid(second), pid(shop.status()));
        assertTrue(shop.status().worker("web").adopted());

        shop.does("stop", "web").run().expect(0);
        assertEquals(List.of(), servers());
    }

    /** Whoever forks twice is in the session of one that is gone. */
    @Test
    void itsSessionIsTheOneThatItIsIn() {
        Path forking = sandbox.script("forking", "sleep 86399 &", "echo $! >\"" + pidFile + "\"");
        up("[worker.web]\ncommand = [\"%s\"]\nforking = { pid_file = \"%s\" }\n"
                        .formatted(forking, pidFile))
                .expect(0);
        Status status = shop.awaitStatus("runs", now -> now.state("web").equals("RUNNING"));
        long session = new Proc(pid(status)).stat().session();
        assertNotEquals(pid(status), session);
        assertEquals(session, status.worker("web").session());
        String shown = shop.does("status", "web").run().out();
        assertTrue(shown.contains("  session    " + session + ", terminal none\n"), shown);
        shop.does("stop", "web").run().expect(0);
    }

    private static long pid(Status status) {
        return pid(status, "web");
    }

    private static long pid(Status status, String worker) {
        Long pid = status.worker(worker).pid();
        return pid == null ? 0 : pid;
    }

    @Test
    void aStopEndsWhatHasNoPidFileYet() {
        Path forking =
                sandbox.script("forking", "(setsid sleep 86399 </dev/null >/dev/null 2>&1 &)");
        sandbox.write(
                "shop.toml",
                "[worker.web]\ncommand = [\"%s\"]\nforking = { pid_file = \"%s\" }\n"
                        .formatted(forking, pidFile));
        shop.does("up", "--keep-going", "-c", "shop.toml").start();
        Await.until("it is in the background", () -> sleepers() == 1);
        shop.awaitStatus("is starting", now -> now.in("STARTING"));
        shop.does("stop", "web").run().expect(0);
        assertEquals(0, sleepers());
    }

    private long sleepers() {
        return sandbox.processes().stream()
                .filter(proc -> Workers.isSleeping(proc, "86399"))
                .count();
    }

    @Test
    void aForkingProgramThatLeavesNothingCouldNotStart() {
        Result up = shop.does("up", "--set", "forking.pid_file=" + pidFile, "--", "true").run();
        assertTrue(up.err().contains(pidFile + " names none"), up::toString);
    }

    /**
     * A task may leave processes behind, and what ends in the session of its shell is no server.
     */
    @Test
    void aTaskIsNoServer() {
        up(
                """
                [worker.task]
                command = ["sh", "-c", "(setsid sleep 86399 &)"]
                oneshot = true
                restart = "on-failure"
                """);
        shop.awaitStatus("is done", now -> now.in("EXITED"));
        assertEquals("exit 0", shop.events("fell").get(0).cause());
        assertEquals(0, sleepers());
    }
}
