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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdBootTest {
    private static final String UNIT = "etc/systemd/system/ottugi-shop.service";
    private static final String LINK =
            "etc/systemd/system/multi-user.target.wants/ottugi-shop.service";

    @TempDir Path root;

    private FakeMachine machine() throws IOException {
        return new FakeMachine(root).with("run/systemd/system").with("etc/systemd/system");
    }

    @Test
    void enableWritesLinksAndReloads() throws IOException {
        FakeMachine machine = machine();
        BootReport report = new Boot(machine.rootHost()).enable(Requests.plain());
        assertTrue(report.enabled());
        assertTrue(report.lines().contains("    [Install]"), "shows what it wrote");
        assertEquals("/" + UNIT, Files.readSymbolicLink(root.resolve(LINK)).toString());
        assertEquals(List.of("systemctl daemon-reload"), machine.ran);
        assertEquals(
                new SystemdBoot(machine.rootHost()).text(Requests.plain()),
                Files.readString(root.resolve(UNIT)));
    }

    @Test
    void enableAgainChangesNothing() throws IOException {
        FakeMachine machine = machine();
        new Boot(machine.rootHost()).enable(Requests.plain());
        machine.ran.clear();
        BootReport report = new Boot(machine.rootHost()).enable(Requests.plain());
        assertEquals("unchanged: shop starts at boot by systemd", report.lines().get(0));
        assertEquals(List.of(), machine.ran);
        BootReport other = new Boot(machine.rootHost()).enable(Requests.nasty());
        assertTrue(other.lines().contains("wrote /" + UNIT), "another command");
    }

    @Test
    void disableLeavesNothing() throws IOException {
        FakeMachine machine = machine();
        List<String> before = machine.tree();
        new Boot(machine.rootHost()).enable(Requests.plain());
        BootReport report = new Boot(machine.rootHost()).disable("shop");
        assertFalse(report.enabled());
        assertEquals(before, machine.tree());
        assertEquals("systemctl daemon-reload", machine.ran.get(1));
        assertEquals(
                List.of("shop does not start at boot: nothing to undo"),
                new Boot(machine.rootHost()).disable("shop").lines());
    }

    @Test
    void aUnitOfSomebodyElseStopsBoth() throws IOException {
        FakeMachine machine = machine().file(UNIT, "[Service]\n");
        Boot boot = new Boot(machine.rootHost());
        Failure failure = assertThrows(Failure.class, () -> boot.enable(Requests.plain()));
        assertEquals(ExitCode.CANNOT_CREATE, failure.exitCode());
        assertThrows(Failure.class, () -> boot.disable("shop"));
        assertFalse(Files.exists(root.resolve(LINK)));
        assertEquals(List.of(), machine.ran);
        assertTrue(
                boot.show("shop", Optional.empty())
                        .lines()
                        .contains("not written by ottugi: enable and disable leave it alone"));
    }

    @Test
    void aLinkToSomethingElseStopsBoth() throws IOException {
        FakeMachine machine = machine().with("etc/systemd/system/multi-user.target.wants");
        Files.createSymbolicLink(root.resolve(LINK), Path.of("/nowhere"));
        Boot boot = new Boot(machine.rootHost());
        assertThrows(Failure.class, () -> boot.enable(Requests.plain()));
        assertFalse(Files.exists(root.resolve(UNIT)), "nothing is half done");
        assertThrows(Failure.class, () -> boot.disable("shop"));
    }

    @Test
    void aLinkWithoutItsUnitIsRemoved() throws IOException {
        FakeMachine machine = machine();
        List<String> before = machine.tree();
        new Boot(machine.rootHost()).enable(Requests.plain());
        Files.delete(root.resolve(UNIT));
        new Boot(machine.rootHost()).disable("shop");
        assertEquals(before, machine.tree());
    }

    @Test
    void theRelativeLinkOfANewerSystemctlIsOurs() throws IOException {
        FakeMachine machine = machine().with("etc/systemd/system/multi-user.target.wants");
        Files.createSymbolicLink(root.resolve(LINK), Path.of("../ottugi-shop.service"));
        new Boot(machine.rootHost()).enable(Requests.plain());
        assertTrue(new Boot(machine.rootHost()).show("shop", Optional.empty()).enabled());
    }

    @Test
    void aUsersServiceNeedsLinger() throws IOException {
        FakeMachine machine = machine().with("home/ann/.config");
        List<String> before = machine.tree();
        Boot boot = new Boot(machine.host("ann", 1000));
        BootReport report = boot.enable(Requests.plain());
        String advice =
                "It starts when ann logs in. Run this to start it at boot: loginctl enable-linger"
                        + " ann";
        assertTrue(report.lines().contains(advice), () -> report.lines().toString());
        assertTrue(
                Files.isSymbolicLink(
                        root.resolve(
                                "home/ann/.config/systemd/user/default.target.wants/ottugi-shop.service")));
        assertEquals(List.of("systemctl --user daemon-reload"), machine.ran);
        assertFalse(boot.show("shop", Optional.empty()).enabled());
        machine.file("var/lib/systemd/linger/ann", "");
        assertTrue(boot.show("shop", Optional.empty()).enabled());
        assertFalse(boot.enable(Requests.plain()).lines().contains(advice));
        Files.delete(root.resolve("var/lib/systemd/linger/ann"));
        boot.disable("shop");
        assertEquals(
                before, machine.tree().stream().filter(path -> !path.startsWith("var/")).toList());
    }

    @Test
    void aManagerThatCannotBeToldIsARemark() throws IOException {
        FakeMachine machine =
                new FakeMachine(
                                root,
                                Map.of("systemctl daemon-reload", "echo 'No bus' >&2; exit 1"))
                        .with("run/systemd/system");
        BootReport report = new Boot(machine.rootHost()).enable(Requests.plain());
        assertTrue(
                report.lines()
                        .contains(
                                "systemd will know at the next boot; to tell it now run: systemctl"
                                        + " daemon-reload (No bus)"),
                () -> report.lines().toString());
    }

    @Test
    void anImageWhoseInitIsSystemdNeedsNoManager() throws IOException {
        FakeMachine machine = new FakeMachine(root).with("sbin");
        Files.createSymbolicLink(root.resolve("sbin/init"), Path.of("/nowhere/systemd"));
        assertTrue(new Boot(machine.rootHost()).enable(Requests.plain()).enabled());
        assertEquals(List.of(), machine.ran);
    }

    @Test
    void showTellsWhatEnableWouldWrite() throws IOException {
        BootReport report =
                new Boot(machine().rootHost()).show("shop", Optional.of(Requests.plain()));
        assertFalse(report.enabled());
        assertTrue(report.lines().contains("    [Install]"), () -> report.lines().toString());
        assertFalse(Files.exists(root.resolve(UNIT)));
    }
}
