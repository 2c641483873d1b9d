package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemdUnitTest {
    @Test
    void theSystemsUnit() {
        assertEquals(
                """
                # Written by "ottugi boot enable -n shop"; "ottugi boot disable -n shop" removes it.
                # Changed by hand it is no longer ours, and both leave it alone: rather use a drop-in,
                # "systemctl edit ottugi-shop.service". Workers that need addresses at once want there
                # "Wants=network-online.target" and "After=network-online.target".

                [Unit]
                Description=Ottugi supervisor shop
                After=network.target remote-fs.target nss-user-lookup.target
                # However often it falls, systemd must not give up.
                StartLimitIntervalSec=0

                [Service]
                Type=exec
                ExecStart=/opt/ottugi/bin/ottugi run --stay -n shop -- /usr/bin/java -jar /srv/shop.jar
                WorkingDirectory=/
                Environment=JAVA_HOME=/opt/jdk
                Environment=PATH=/usr/bin:/bin

                # A clean end is an order ("ottugi down"), all else is a fall. 143: ordered down while
                # its JVM was still starting.
                Restart=on-failure
                RestartSec=2s
                SuccessExitStatus=143
                # Only a person can mend these: 64 usage, 75 up already outside of systemd, 77 a place
                # that others can write to. What may be mended meanwhile is tried again: a command that
                # is not there yet (69), a full disk (73, 74), a mistake in the configuration file, a
                # user, a directory or a Java that is not there yet (78).
                RestartPreventExitStatus=64 75 77

                # The workers go on when their supervisor falls, and the next one adopts them. So
                # systemd kills the supervisor only, which stops its workers itself when told to stop,
                # and does not take a worker killed for want of memory for the end of the service.
                KillMode=process
                OOMPolicy=continue
                # The worker's own stop timeout and a margin.
                TimeoutStopSec=25s
                IgnoreSIGPIPE=no

                [Install]
                WantedBy=multi-user.target
                """,
                SystemdUnit.render(Requests.plain(), SystemdUnit.Scope.SYSTEM));
    }

    @Test
    void aUsersUnitWaitsForNothingOfTheSystem() {
        String unit = SystemdUnit.render(Requests.plain(), SystemdUnit.Scope.USER);
        assertTrue(unit.contains("WantedBy=default.target\n"), unit);
        assertTrue(unit.contains("systemctl --user edit ottugi-shop.service"), unit);
        assertTrue(unit.lines().noneMatch(line -> line.startsWith("After=")), unit);
    }

    @Test
    void everyCharacterIsQuotedWhereItHasAMeaning() {
        List<String> settings =
                SystemdUnit.render(Requests.nasty(), SystemdUnit.Scope.SYSTEM)
                        .lines()
                        .filter(line -> line.matches("(ExecStart|Work|Environment|TimeoutStop).*"))
                        .toList();
        assertEquals(
                List.of(
                        "ExecStart=/bin/sh -c \"exec \\\"$$0\\\" \\\"$$@\\\"\" \"/opt/100%%"
                                + " o'ttugi/bin/ottugi\" run --stay -n shop -- /bin/echo"
                                + " \"it's $$HOME\" \"100%%\" \"a\\\\b\" \";\"",
                        "WorkingDirectory=/srv/50%% off /",
                        "Environment=\"OTTUGI_HOME=/srv/my \\\"shop\\\" $1\"",
                        "TimeoutStopSec=18s"),
                settings);
    }

    @Test
    void aDollarSignInTheProgramsPathHasNoMeaning() {
        BootRequest request =
                new BootRequest("shop", "/a b/$x", List.of(), Map.of(), "/", Duration.ofSeconds(1));
        String unit = SystemdUnit.render(request, SystemdUnit.Scope.SYSTEM);
        assertTrue(unit.contains("\nExecStart=\"/a b/$x\" run --stay\n"), unit);
    }

    @Test
    void controlCharactersAreEscapedInArguments() {
        assertEquals("\"a\\nb\\tc\\x01\\x7f\"", SystemdQuoting.argument("a\nb\tc\u0001\u007f"));
    }

    @Test
    void whatSystemdCannotReadIsRefused() {
        Failure directory = refusal(Map.of(), "/srv/a\nb");
        assertEquals(ExitCode.USAGE, directory.exitCode());
        Failure variable = refusal(Map.of("KEY", "a\u0001b"), "/");
        assertTrue(String.valueOf(variable.getMessage()).endsWith("KEY"), variable.getMessage());
    }

    private static Failure refusal(Map<String, String> environment, String directory) {
        BootRequest request =
                new BootRequest(
                        "shop", "/o", List.of(), environment, directory, Duration.ofSeconds(1));
        return assertThrows(
                Failure.class, () -> SystemdUnit.render(request, SystemdUnit.Scope.SYSTEM));
    }
}
