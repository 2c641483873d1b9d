package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The init scripts, as text and as a real shell runs them. */
class ScriptsTest {
    @TempDir Path directory;

    @Test
    void theOpenRcService() {
        assertEquals(
                """
                #!/sbin/openrc-run
                # Written by "ottugi boot enable -n shop"; "ottugi boot disable -n shop" removes it.
                # Changed by hand it is no longer ours, and both leave it alone: rather use
                # /etc/conf.d/ottugi-shop.

                description="Ottugi supervisor shop"
                supervisor=supervise-daemon
                pidfile=/run/ottugi-shop.pid

                depend() {
                    need localmount
                    use net dns logger netmount
                    after bootmisc nscd nslcd sssd ypbind
                }

                # Started again however often it falls; after "ottugi down" too, so stop it with
                # "rc-service ottugi-shop stop". A stop takes the workers' own stop timeout and a margin.
                start() {
                    ebegin "Starting Ottugi supervisor shop"
                    supervise-daemon "${RC_SVCNAME}" --start --pidfile "${pidfile}" \\
                        --respawn-delay 2 --respawn-max 0 --retry TERM/18/KILL/5 \\
                        --chdir '/srv/50% off ' \\
                        --env 'OTTUGI_HOME=/srv/my "shop" $1' \\
                        '/opt/100% o'\\''ttugi/bin/ottugi' -- run --stay -n shop -- /bin/echo 'it'\\''s $HOME' '100%' 'a\\b' ';'
                    eend $? "Failed to start Ottugi supervisor shop"
                }
                """,
                OpenRcScript.render(Requests.nasty()));
    }

    @Test
    void openRcHandsEveryArgumentOnAsItIs() throws IOException {
        Path bin = directory.resolve("bin");
        Shell.program(bin.resolve("supervise-daemon"), Shell.ARGUMENT_PRINTER);
        String script = OpenRcScript.render(Requests.request(Requests.nastyAndLines()));
        Files.writeString(directory.resolve("service"), script);
        String printed =
                Shell.output(
                        "PATH=%s:$PATH; RC_SVCNAME=ottugi-shop; ebegin() { :; }; eend() { :; }; . %s; start"
                                .formatted(bin, directory.resolve("service")));
        List<String> expected =
                new ArrayList<>(
                        List.of("ottugi-shop", "--start", "--pidfile", "/run/ottugi-shop.pid"));
        expected.addAll(List.of("--respawn-delay", "2", "--respawn-max", "0"));
        expected.addAll(List.of("--retry", "TERM/25/KILL/5", "--chdir", "/"));
        expected.addAll(List.of("--env", "JAVA_HOME=/opt/jdk", "--env", "PATH=/usr/bin:/bin"));
        expected.addAll(List.of("/opt/ottugi/bin/ottugi", "--", "run", "--stay"));
        expected.addAll(Requests.nastyAndLines());
        assertEquals(Shell.printed(expected), printed);
    }

    @Test
    void theSysvScript() {
        String script = SysvScript.render(Requests.nasty());
        assertTrue(
                script.startsWith(
                        "#!/bin/sh\n### BEGIN INIT INFO\n# Provides:          ottugi-shop\n"));
        assertTrue(script.contains("\n# chkconfig: 2345 95 05\n"), script);
        assertTrue(
                script.contains(
                        """

                        OTTUGI_HOME='/srv/my "shop" $1'
                        export OTTUGI_HOME

                        ottugi() {
                            cd '/srv/50% off ' && '/opt/100% o'\\''ttugi/bin/ottugi' "$@"
                        }
                        """),
                script);
        assertTrue(
                script.contains(
                        "    ottugi up --keep-going -n shop -- /bin/echo 'it'\\''s $HOME' '100%' 'a\\b' ';'\n"),
                script);
    }

    @Test
    void sysvHandsEveryArgumentOnAsItIs() throws IOException {
        List<String> expected = new ArrayList<>(List.of("up", "--keep-going"));
        expected.addAll(Requests.nastyAndLines());
        assertEquals(
                Shell.printed(expected),
                sysv(Shell.ARGUMENT_PRINTER, Requests.nastyAndLines(), "start"));
    }

    @Test
    void sysvTakesWhatIsSoAlreadyForSuccess() throws IOException {
        assertEquals("", sysv("exit 75", List.of(), "start"));
        assertEquals("", sysv("exit 3", List.of(), "stop"));
        assertEquals(
                "down\n.\n-n\n.\nshop\n.\nup\n.\n--keep-going\n.\n",
                sysv(Shell.ARGUMENT_PRINTER, List.of(), "restart"));
        assertEquals("3\n", sysv("exit 3", List.of(), "status; echo $?"));
        assertEquals("0\n", sysv("exit 1", List.of(), "start; echo $?"));
        assertEquals("1\n", sysv("exit 78", List.of(), "start; echo $?"));
    }

    private String sysv(String ottugi, List<String> arguments, String verb) throws IOException {
        Path program = Shell.program(directory.resolve("ot'tugi"), ottugi);
        BootRequest request =
                new BootRequest(
                        "shop",
                        program.toString(),
                        arguments,
                        Map.of("A", "b c"),
                        directory.toString(),
                        Duration.ofSeconds(1));
        Path script = directory.resolve("script");
        Files.writeString(script, SysvScript.render(request));
        return Shell.output("sh %s %s".formatted(script, verb));
    }
}
