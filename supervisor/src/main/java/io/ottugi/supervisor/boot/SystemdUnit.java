package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a systemd service that runs an instance in the foreground. */
public final class SystemdUnit {
    /** Whose manager runs it. */
    public enum Scope {
        SYSTEM(
                "multi-user.target",
                "After=network.target remote-fs.target nss-user-lookup.target\n"),
        USER("default.target", "");

        private final String target;
        private final String order;

        Scope(String target, String order) {
            this.target = target;
            this.order = order;
        }

        /** What pulls the service in at boot. */
        public String target() {
            return target;
        }
    }

    private static final String TEXT =
            """
            # Written by "ottugi boot enable -n @NAME@"; "ottugi boot disable -n @NAME@" removes it.
            # Changed by hand it is no longer ours, and both leave it alone: rather use a drop-in,
            # "systemctl @USER@edit @UNIT@". Workers that need addresses at once want there
            # "Wants=network-online.target" and "After=network-online.target".

            [Unit]
            Description=Ottugi supervisor @NAME@
            @ORDER@# However often it falls, systemd must not give up.
            StartLimitIntervalSec=0

            [Service]
            Type=exec
            ExecStart=@COMMAND@
            WorkingDirectory=@DIRECTORY@
            @ENVIRONMENT@
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
            TimeoutStopSec=@STOP@s
            IgnoreSIGPIPE=no

            [Install]
            WantedBy=@TARGET@
            """;

    private static final Pattern UNSAFE = Pattern.compile("['\"\\\\\\p{Cntrl}]");

    private SystemdUnit() {}

    /** The unit's name. */
    public static String name(String instance) {
        return "ottugi-" + instance + ".service";
    }

    /**
     * The unit's text.
     *
     * @throws Failure when a value cannot be written in a unit
     */
    public static String render(BootRequest request, Scope scope) {
        try {
            return new Template(TEXT)
                    .with("NAME", request.name())
                    .with("UNIT", name(request.name()))
                    .with("USER", scope == Scope.USER ? "--user " : "")
                    .with("ORDER", scope.order)
                    .with("COMMAND", command(request))
                    .with("DIRECTORY", SystemdQuoting.directory(request.directory()))
                    .with("ENVIRONMENT", environment(request))
                    .with("STOP", Long.toString(request.stopSeconds()))
                    .with("TARGET", scope.target)
                    .text();
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.USAGE, "systemd cannot start this at boot: " + e.getMessage());
        }
    }

    private static String command(BootRequest request) {
        String arguments =
                request.arguments().stream()
                        .map(argument -> " " + SystemdQuoting.argument(argument))
                        .collect(Collectors.joining());
        return program(request.program()) + " run --stay" + arguments;
    }

    /** systemd takes no program with a quote or backslash in its path, however it is written. */
    private static String program(String path) {
        return UNSAFE.matcher(path).find()
                ? "/bin/sh -c "
                        + SystemdQuoting.argument("exec \"$0\" \"$@\"")
                        + " "
                        + SystemdQuoting.argument(path)
                : SystemdQuoting.literal(path);
    }

    private static String environment(BootRequest request) {
        StringBuilder lines = new StringBuilder();
        request.environment()
                .forEach(
                        (name, value) -> {
                            refuseControls(name, value);
                            String assignment = SystemdQuoting.literal(name + "=" + value);
                            lines.append("Environment=").append(assignment).append('\n');
                        });
        return lines.toString();
    }

    /** systemd drops an assignment with any other control character in it. */
    private static void refuseControls(String name, String value) {
        if (value.chars().anyMatch(c -> SystemdQuoting.isControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException(
                    "control characters in the environment variable " + name);
        }
    }
}
