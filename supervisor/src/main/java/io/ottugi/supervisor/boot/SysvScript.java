package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.config.value.ShellQuoting;

/**
 * The text of an init script by the Linux Standard Base. Nobody watches the supervisor there, so it
 * detaches itself.
 */
final class SysvScript {
    private static final String TEXT =
            """
            #!/bin/sh
            ### BEGIN INIT INFO
            # Provides:          @SERVICE@
            # Required-Start:    $remote_fs
            # Required-Stop:     $remote_fs
            # Should-Start:      $network $named $time $syslog nscd nslcd sssd ypbind
            # Should-Stop:       $network $named $time $syslog
            # Default-Start:     2 3 4 5
            # Default-Stop:      0 1 6
            # Short-Description: Ottugi supervisor @NAME@
            ### END INIT INFO
            # chkconfig: 2345 95 05
            # description: Ottugi supervisor @NAME@
            #
            # Written by "ottugi boot enable -n @NAME@"; "ottugi boot disable -n @NAME@" removes it.
            # Changed by hand it is no longer ours, and both leave it alone.

            @ENVIRONMENT@
            ottugi() {
                cd @DIRECTORY@ && @PROGRAM@ "$@"
            }

            # The status that means "it is so already" is success: 75 for start, 3 for stop. With 1
            # the supervisor is up, and tries again what could not be started.
            start() {
                ottugi up --keep-going @ARGUMENTS@
                case $? in
                    0 | 1 | 75) ;;
                    *) return 1 ;;
                esac
            }

            stop() {
                ottugi down -n @NAME@ || [ $? -eq 3 ]
            }

            case "$1" in
                start) start ;;
                stop) stop ;;
                restart | force-reload) stop && start ;;
                status) ottugi status -n @NAME@ ;;
                *)
                    echo "usage: $0 start|stop|restart|force-reload|status" >&2
                    exit 2
                    ;;
            esac
            """;

    private SysvScript() {}

    static String name(String instance) {
        return "ottugi-" + instance;
    }

    static String render(BootRequest request) {
        return new Template(TEXT)
                .with("NAME", request.name())
                .with("SERVICE", name(request.name()))
                .with("ENVIRONMENT", environment(request))
                .with("DIRECTORY", ShellQuoting.word(request.directory()))
                .with("PROGRAM", ShellQuoting.word(request.program()))
                .with("ARGUMENTS", ShellQuoting.words(request.arguments()))
                .text();
    }

    private static String environment(BootRequest request) {
        StringBuilder lines = new StringBuilder();
        request.environment()
                .forEach(
                        (name, value) ->
                                lines.append(name + "=" + ShellQuoting.word(value))
                                        .append("\nexport " + name + "\n"));
        return lines.toString();
    }
}
