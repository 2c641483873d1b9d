package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Step 9, logout for real: an interactive login shell with job control, then the line is cut. */
class LogoutIT {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @ParameterizedTest
    @ValueSource(strings = {"", " &"})
    void whatWasStartedBeforeTheLineWasCutStandsAfterwards(String ending) {
        try (Pty pty = Pty.open()) {
            Running shell = logIn(pty);
            pty.type(upCommand() + ending + "\n");
            shop.awaitEvent("running", 1);
            Status before = shop.awaitStatus("RUNNING", s -> s.in("RUNNING"));
            pty.type("jobs -l; echo job-$((1+1))\n");
            pty.awaitOnScreen("job-2");
            pty.hangUp();
            shell.finish();
            assertStandsAndCountsOn(before);
        }
    }

    @Test
    void whatWasStartedBeforeAnOrderlyLogoutStandsAfterwards() {
        try (Pty pty = Pty.open()) {
            Running shell = logIn(pty);
            pty.type(upCommand() + "; logout\n");
            shell.finish().expect(0);
            Status before = shop.awaitStatus("RUNNING", s -> s.in("RUNNING"));
            assertStandsAndCountsOn(before);
        }
    }

    /** The shell sends HUP to its jobs when it leaves, also to those it was told to huponexit. */
    @Test
    void whatAShellWithHuponexitStartedStandsAfterwards() {
        try (Pty pty = Pty.open()) {
            Running shell = logIn(pty);
            pty.type("shopt -s huponexit; " + upCommand() + " & wait; logout\n");
            shell.finish();
            Status before = shop.awaitStatus("RUNNING", s -> s.in("RUNNING"));
            assertStandsAndCountsOn(before);
        }
    }

    /** A session as logind sees it is made up in a mount namespace: nobody has to log in for it. */
    @ParameterizedTest
    @CsvSource({"yes,true", "no,false"})
    void warnsWhereLogoutKillsTheUsersProcesses(String kill, boolean warned) {
        String script =
                """
                mount -t tmpfs none /run
                mkdir -p /run/systemd/system /run/systemd/logind.conf.d
                printf '[Login]\nKillUserProcesses=%s\nKillExcludeUsers=\n' "$2" \
                    >/run/systemd/logind.conf.d/zz-last.conf
                cat /proc/$$/cgroup >/run/cgroup
                echo '99:name=it:/user.slice/user-1000.slice/session-1.scope' >>/run/cgroup
                mount --bind /run/cgroup /proc/$$/cgroup
                exec "$1" up -n shop -- sleep 1000
                """;
        Result result = Namespaces.run(sandbox, script, sandbox.program(), kill);
        result.expect(0);
        assertEquals(warned, result.err().contains("loginctl enable-linger"), result::toString);
        assertTrue(shop.status().in("RUNNING"));
    }

    private Running logIn(Pty pty) {
        Running shell =
                sandbox.command("bash", "--noprofile", "--norc", "--login", "-i").on(pty).start();
        pty.type("echo logged-$((1+1))\n");
        pty.awaitOnScreen("logged-2");
        return shell;
    }

    private String upCommand() {
        return String.join(" ", shop.does("up", Workers.counting(sandbox)).words());
    }

    private void assertStandsAndCountsOn(Status before) {
        long now = Workers.lastCount(shop.log());
        Await.until("the count goes on", () -> Workers.lastCount(shop.log()) > now + 2);
        Status after = shop.status();
        assertEquals(before.supervisor().pid(), after.supervisor().pid());
        assertEquals(before.workerPid(), after.workerPid());
        assertEquals(0, after.worker().restarts());
        assertTrue(new Proc(after.supervisor().pid()).stat().terminal() == 0);
    }
}
