package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.config.value.ShellQuoting;

/**
 * The text of an OpenRC service under supervise-daemon(8). It has a {@code start} of its own since
 * OpenRC's splits and expands {@code command_args} once too often for arguments with blanks or
 * wildcards in them.
 */
final class OpenRcScript {
    private static final String TEXT =
            """
            #!/sbin/openrc-run
            # Written by "ottugi boot enable -n @NAME@"; "ottugi boot disable -n @NAME@" removes it.
            # Changed by hand it is no longer ours, and both leave it alone: rather use
            # /etc/conf.d/@SERVICE@.

            description="Ottugi supervisor @NAME@"
            supervisor=supervise-daemon
            pidfile=/run/@SERVICE@.pid

            depend() {
                need localmount
                use net dns logger netmount
                after bootmisc nscd nslcd sssd ypbind
            }

            # Started again however often it falls; after "ottugi down" too, so stop it with
            # "rc-service @SERVICE@ stop". A stop takes the workers' own stop timeout and a margin.
            start() {
                ebegin "Starting Ottugi supervisor @NAME@"
                supervise-daemon "${RC_SVCNAME}" --start --pidfile "${pidfile}" \\
                    --respawn-delay 2 --respawn-max 0 --retry TERM/@STOP@/KILL/5 \\
                    --chdir @DIRECTORY@ \\
            @ENVIRONMENT@        @PROGRAM@ -- run --stay @ARGUMENTS@
                eend $? "Failed to start Ottugi supervisor @NAME@"
            }
            """;

    private OpenRcScript() {}

    static String name(String instance) {
        return "ottugi-" + instance;
    }

    static String render(BootRequest request) {
        return new Template(TEXT)
                .with("NAME", request.name())
                .with("SERVICE", name(request.name()))
                .with("ENVIRONMENT", environment(request))
                .with("STOP", Long.toString(request.stopSeconds()))
                .with("DIRECTORY", ShellQuoting.word(request.directory()))
                .with("PROGRAM", ShellQuoting.word(request.program()))
                .with("ARGUMENTS", ShellQuoting.words(request.arguments()))
                .text();
    }

    /** As options, since a PATH for the supervisor need not lead to supervise-daemon itself. */
    private static String environment(BootRequest request) {
        StringBuilder lines = new StringBuilder();
        request.environment()
                .forEach(
                        (name, value) ->
                                lines.append("        --env ")
                                        .append(ShellQuoting.word(name + "=" + value))
                                        .append(" \\\n"));
        return lines.toString();
    }
}
