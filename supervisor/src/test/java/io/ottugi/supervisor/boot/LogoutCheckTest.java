package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogoutCheckTest {
    private static final String IN_SESSION = "0::/user.slice/user-1000.slice/session-3.scope\n";
    private static final String KILL = "[Login]\nKillUserProcesses=yes\n";

    @TempDir Path root;
    private FakeMachine machine = new FakeMachine(Path.of("/"));

    @BeforeEach
    void systemdMachine() throws IOException {
        machine =
                new FakeMachine(root)
                        .with("run/systemd/system")
                        .file("proc/self/cgroup", IN_SESSION);
    }

    private Optional<String> warning(String user, int uid) {
        return new LogoutCheck(machine.host(user, uid)).warning();
    }

    private boolean warnsAnn() {
        return warning("ann", 1000).isPresent();
    }

    @Test
    void aSessionIsKilledWhereLogindIsSetToDoSo() throws IOException {
        assertFalse(warnsAnn(), "without any configuration");
        machine.file("etc/systemd/logind.conf", KILL);
        assertEquals(
                Optional.of(
                        "systemd-logind kills this when ann logs out (/etc/systemd/logind.conf); to"
                                + " keep it standing start it with: loginctl enable-linger ann &&"
                                + " systemd-run --user --scope ottugi up …"),
                warning("ann", 1000));
        assertEquals(Optional.empty(), warning("root", 0), "root is excluded by default");
        machine.file("var/lib/systemd/linger/ann", "");
        assertEquals(
                Optional.of(
                        "systemd-logind kills this when ann logs out (/etc/systemd/logind.conf); to"
                                + " keep it standing start it with: systemd-run --user --scope"
                                + " ottugi up …"),
                warning("ann", 1000),
                "lingering does not save what is in the session");
    }

    @Test
    void outsideOfSessionsAndWithoutSystemdNothingIsKilled() throws IOException {
        machine.file("etc/systemd/logind.conf", KILL);
        machine.file("proc/self/cgroup", "0::/system.slice/cron.service\n");
        assertFalse(warnsAnn());
        machine.file("proc/self/cgroup", IN_SESSION);
        Files.delete(root.resolve("run/systemd/system"));
        assertFalse(warnsAnn());
    }

    @Test
    void whatIsBelowTheUsersManagerEndsWithItUnlessTheUserLingers() throws IOException {
        machine.file(
                "proc/self/cgroup",
                "1:name=systemd:/user.slice/user-1000.slice/user@1000.service/app.slice/vte.scope\n");
        assertEquals(
                Optional.of(
                        "systemd ends this when ann logs out; to keep it standing run: loginctl"
                                + " enable-linger ann"),
                warning("ann", 1000));
        machine.file("var/lib/systemd/linger/ann", "");
        assertFalse(warnsAnn());
    }

    @Test
    void theCommentInTheMainFileTellsTheDefault() throws IOException {
        machine.file("usr/lib/systemd/logind.conf", "[Login]\n#KillUserProcesses=yes\n");
        assertTrue(warnsAnn());
        machine.file("etc/systemd/logind.conf", "[Login]\n#KillUserProcesses=no\n");
        assertFalse(warnsAnn(), "only the first main file is read");
    }

    @Test
    void dropInsOverrideTheMainFileInTheOrderOfTheirNames() throws IOException {
        machine.file("etc/systemd/logind.conf", KILL);
        machine.file(
                "usr/lib/systemd/logind.conf.d/20-no.conf", "[Login]\nKillUserProcesses = no\n");
        assertFalse(warnsAnn());
        machine.file("run/systemd/logind.conf.d/30-yes.conf", "[Login]\nKillUserProcesses=TRUE\n");
        assertTrue(warnsAnn());
        machine.file("etc/systemd/logind.conf.d/30-yes.conf", "");
        assertFalse(warnsAnn(), "the same name in /etc hides the one in /run");
        machine.file("etc/systemd/logind.conf.d/40.conf", "[Other]\nKillUserProcesses=yes\n");
        machine.file("etc/systemd/logind.conf.d/50.txt", KILL);
        assertFalse(warnsAnn(), "another section, another suffix");
    }

    @Test
    void aMaskedDropInSaysNothing() throws IOException {
        machine.file("usr/lib/systemd/logind.conf.d/kill.conf", KILL);
        machine.with("etc/systemd/logind.conf.d");
        Path mask = root.resolve("etc/systemd/logind.conf.d/kill.conf");
        Files.createSymbolicLink(mask, Path.of("/dev/null"));
        assertFalse(warnsAnn());
        Files.delete(mask);
        assertTrue(warnsAnn());
    }

    @Test
    void listsOfUsersOverrideTheSetting() throws IOException {
        machine.file(
                "etc/systemd/logind.conf", KILL + "KillExcludeUsers=bob\nKillExcludeUsers=ann\n");
        assertFalse(warnsAnn());
        assertTrue(warning("root", 0).isPresent(), "a list of one's own excludes root no more");
        machine.file("etc/systemd/logind.conf", KILL + "KillOnlyUsers=bob\n");
        assertFalse(warnsAnn());
        machine.file("etc/systemd/logind.conf", "[Login]\nKillOnlyUsers=bob ann\n");
        assertTrue(warnsAnn());
        machine.file("etc/systemd/logind.conf", "[Login]\nKillOnlyUsers=ann\nKillOnlyUsers=\n");
        assertFalse(warnsAnn(), "an empty list begins anew");
    }
}
