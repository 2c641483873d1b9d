package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenRC and SysV: the same story on each kind of machine. */
class InitScriptBootTest {
    private static final Path SCRIPT = Path.of("etc/init.d/ottugi-shop");

    @TempDir Path root;

    private FakeMachine openRc() throws IOException {
        return new FakeMachine(
                        root,
                        Map.of(
                                "rc-update add ottugi-shop default",
                                "ln -s /etc/init.d/ottugi-shop etc/runlevels/default/",
                                "rc-update del ottugi-shop default",
                                "rm etc/runlevels/default/ottugi-shop"))
                .program("sbin/openrc-run")
                .program("sbin/rc-update")
                .with("etc/init.d")
                .with("etc/runlevels/default");
    }

    private FakeMachine debian() throws IOException {
        return new FakeMachine(
                        root,
                        Map.of(
                                "update-rc.d ottugi-shop defaults",
                                "test -x etc/init.d/ottugi-shop && ln -s x etc/rc3.d/S01ottugi-shop",
                                "update-rc.d ottugi-shop remove",
                                "test ! -e etc/init.d/ottugi-shop && rm etc/rc3.d/S01ottugi-shop"))
                .program("usr/sbin/update-rc.d")
                .with("etc/init.d")
                .with("etc/rc3.d");
    }

    private FakeMachine redHat() throws IOException {
        return new FakeMachine(
                        root,
                        Map.of(
                                "chkconfig --add ottugi-shop",
                                "test -x etc/init.d/ottugi-shop && ln -s x etc/rc.d/rc5.d/S95ottugi-shop",
                                "chkconfig --del ottugi-shop",
                                "test -x etc/init.d/ottugi-shop && rm etc/rc.d/rc5.d/S95ottugi-shop"))
                .program("sbin/chkconfig")
                .with("etc/init.d")
                .with("etc/rc.d/rc5.d");
    }

    @Test
    void enableAndDisableWithOpenRc() throws IOException {
        there(openRc(), "OpenRC");
    }

    @Test
    void enableAndDisableWithUpdateRc() throws IOException {
        there(debian(), "SysV init");
    }

    @Test
    void enableAndDisableWithChkconfig() throws IOException {
        there(redHat(), "SysV init");
    }

    private void there(FakeMachine machine, String title) throws IOException {
        List<String> before = machine.tree();
        Boot boot = new Boot(machine.rootHost());
        assertEquals(
                "shop starts at boot by " + title, boot.enable(Requests.plain()).lines().get(0));
        assertTrue(Files.isExecutable(root.resolve(SCRIPT)));
        assertEquals(
                "unchanged: shop starts at boot by " + title,
                boot.enable(Requests.plain()).lines().get(0));
        assertEquals(1, machine.ran.size(), "registered once");
        boot.disable("shop");
        assertEquals(before, machine.tree());
    }

    @Test
    void aScriptOfSomebodyElseStopsBoth() throws IOException {
        FakeMachine machine = debian().file(SCRIPT.toString(), "#!/bin/sh\n");
        Boot boot = new Boot(machine.rootHost());
        assertThrows(Failure.class, () -> boot.enable(Requests.plain()));
        assertThrows(Failure.class, () -> boot.disable("shop"));
        assertEquals(List.of(), machine.ran);
    }

    @Test
    void aToolThatFailsIsTold() throws IOException {
        FakeMachine machine =
                new FakeMachine(
                                root,
                                Map.of(
                                        "update-rc.d ottugi-shop defaults",
                                        "echo 'insserv: no loops' >&2; exit 1"))
                        .program("usr/sbin/update-rc.d")
                        .with("etc/init.d");
        Failure failure =
                assertThrows(
                        Failure.class, () -> new Boot(machine.rootHost()).enable(Requests.plain()));
        assertEquals(
                "update-rc.d ottugi-shop defaults failed: insserv: no loops", failure.getMessage());
    }

    @Test
    void onlyRootHasThem() throws IOException {
        debian();
        FakeMachine machine = openRc();
        Failure failure =
                assertThrows(
                        Failure.class,
                        () -> new Boot(machine.host("ann", 1000)).enable(Requests.plain()));
        assertEquals(ExitCode.CANNOT_RUN, failure.exitCode());
        assertFalse(Files.exists(root.resolve(SCRIPT)));
    }
}
