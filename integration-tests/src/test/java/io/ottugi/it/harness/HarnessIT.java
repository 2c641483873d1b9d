package io.ottugi.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The harness itself, on plain shell programs: a check that never fires proves nothing. */
class HarnessIT {
    private static final Path NO_PROGRAM = Path.of("/nonexistent");
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    @RegisterExtension final Sandbox sandbox = new Sandbox(NO_PROGRAM, Duration.ofSeconds(5));

    @Test
    void hangingUpATerminalSendsSighup() {
        Path proof = sandbox.work().resolve("proof");
        try (Pty pty = Pty.open()) {
            String script =
                    "trap 'echo HUP >"
                            + proof
                            + "; exit' HUP; echo ready; while :; do read line || sleep 0.1; done";
            sandbox.command("sh", "-c", script).on(pty).start();
            pty.awaitOnScreen("ready");
            pty.hangUp();
            Await.until("SIGHUP", () -> Files.exists(proof));
        }
    }

    @Test
    void aProgramOnATerminalIsItsSessionLeaderAndTheTestIsNot() {
        int own = new Proc(ProcessHandle.current().pid()).stat().terminal();
        try (Pty pty = Pty.open()) {
            Running program = sandbox.command("sh", "-c", "echo ready; read line").on(pty).start();
            pty.awaitOnScreen("ready");
            Proc.Stat stat = new Proc(program.pid()).stat();
            assertEquals(program.pid(), stat.session());
            assertNotEquals(0, stat.terminal());
            assertEquals(own, new Proc(ProcessHandle.current().pid()).stat().terminal());
            pty.type("bye\n");
            program.finish().expect(0);
        }
    }

    @Test
    void keysReachTheProgramAndInterruptsItsGroup() {
        try (Pty pty = Pty.open()) {
            Running program =
                    sandbox.command("sh", "-c", "read line; echo got-$line; exec sleep 1000")
                            .on(pty)
                            .start();
            pty.type("tea\n");
            pty.awaitOnScreen("got-tea");
            Await.until("sleep", () -> new Proc(program.pid()).stat().command().equals("sleep"));
            pty.interrupt();
            program.finish().expect(128 + Sig.INT.number());
        }
    }

    @Test
    void anInteractiveShellHasJobControlAndTakesItsJobsDownAtHangUp() {
        try (Pty pty = Pty.open()) {
            Running shell = sandbox.command("bash", "--norc", "-i").on(pty).start();
            pty.type("sleep 1000 & echo job-$!-started\n");
            Await.until("a job", () -> pty.screen().matches("(?s).*job-\\d+-started.*"));
            Proc job = new Proc(shell.pid()).children().get(0);
            assertEquals(job.pid(), job.stat().group());
            assertEquals(shell.pid(), job.stat().session());
            pty.hangUp();
            shell.finish();
            Await.until("the job's end", () -> !job.alive());
        }
    }

    @Test
    void aLeftProcessIsFoundReportedAndKilled() {
        Sandbox inner = new Sandbox(NO_PROGRAM, AT_ONCE);
        inner.command("sh", "-c", "setsid sleep 1000 </dev/null >/dev/null 2>&1 &").run();
        Await.until("the stray", () -> isSleeping(inner));
        Proc stray = inner.processes().get(0);
        assertComplains(inner, "sleep, 1000");
        assertFalse(stray.alive());
        assertFalse(Files.exists(inner.root()));
    }

    @Test
    void aLeftSocketIsFound() throws IOException {
        Sandbox inner = new Sandbox(NO_PROGRAM, AT_ONCE);
        Path socket = inner.home().resolve("control.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertComplains(inner, "bound");
        }
    }

    @Test
    void aLeftTemporaryFileIsFound() throws IOException {
        Sandbox inner = new Sandbox(NO_PROGRAM, AT_ONCE);
        Files.createFile(inner.home().resolve("spec.json.tmp"));
        assertComplains(inner, "spec.json.tmp");
    }

    @Test
    void aCleanSandboxClosesInSilence() {
        Sandbox inner = new Sandbox(NO_PROGRAM, AT_ONCE);
        inner.command("true").run().expect(0);
        inner.close();
        assertFalse(Files.exists(inner.root()));
    }

    @Test
    void signalMasksAndZombiesAreRead() {
        Running program =
                sandbox.command(
                                "sh",
                                "-c",
                                "sleep 0 & exec env --ignore-signal=HUP --block-signal=USR2 sleep 1000")
                        .start();
        Proc proc = new Proc(program.pid());
        Await.until("sleep", () -> proc.stat().command().equals("sleep"));
        assertEquals(Sig.HUP.bit(), proc.signals().ignored());
        assertEquals(Sig.USR2.bit(), proc.signals().blocked() & Sig.USR2.bit());
        assertEquals(1, proc.threads());
        Await.until("a zombie", () -> proc.zombies().size() == 1);
        Sig.KILL.to(program.pid());
        assertEquals(128 + Sig.KILL.number(), program.finish().exit());
        assertFalse(proc.alive());
    }

    @Test
    void aMountNamespaceIsPrivate() {
        String script =
                "mount -t tmpfs none \"$1\"; echo in >\"$1/file\"; cat \"$1/file\"; umount \"$1\"";
        Result result = Namespaces.run(sandbox, script, sandbox.work().toString());
        assertEquals("in\n", result.expect(0).out());
        assertFalse(Files.exists(sandbox.work().resolve("file")));
    }

    private static void assertComplains(Sandbox inner, String about) {
        String complaint = assertThrows(AssertionError.class, inner::close).toString();
        assertTrue(complaint.contains(about), complaint);
    }

    private static boolean isSleeping(Sandbox sandbox) {
        return sandbox.processes().stream().anyMatch(proc -> proc.commandLine().contains("1000"));
    }
}
