package io.ottugi.supervisor.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests to render. */
final class Requests {
    /** Words that some syntax on the way to a process might take for something else. */
    static final List<String> NASTY =
            List.of(
                    "plain",
                    "",
                    " ",
                    "two  words",
                    "tab\there",
                    "it's",
                    "''",
                    "\"double\"",
                    "\\",
                    "\\\\",
                    "\\\\\\",
                    "\\%",
                    "%\\",
                    "\\'",
                    "'\\",
                    "a\\nb",
                    "100%",
                    "%%",
                    "%n %H",
                    "$HOME",
                    "${HOME}",
                    "$$",
                    "$",
                    "$(id)",
                    "`id`",
                    ";",
                    "\\;",
                    "a;b",
                    "&",
                    "|",
                    ">x",
                    "*",
                    "?",
                    "~",
                    "#",
                    "# no comment",
                    "!",
                    "{a,b}",
                    "[ab]",
                    "@NAME@",
                    "-",
                    "--",
                    "é 오뚝이");

    /** These go into a unit and a script, but not into a crontab's one line. */
    static final List<String> LINES = List.of("two\nlines", "\n", "end\n", "carriage\rreturn");

    private Requests() {}

    static BootRequest plain() {
        return request(List.of("-n", "shop", "--", "/usr/bin/java", "-jar", "/srv/shop.jar"));
    }

    static BootRequest request(List<String> arguments) {
        return new BootRequest(
                "shop",
                "/opt/ottugi/bin/ottugi",
                arguments,
                Map.of("JAVA_HOME", "/opt/jdk", "PATH", "/usr/bin:/bin"),
                "/",
                Duration.ofSeconds(10));
    }

    static BootRequest nasty() {
        return new BootRequest(
                "shop",
                "/opt/100% o'ttugi/bin/ottugi",
                List.of("-n", "shop", "--", "/bin/echo", "it's $HOME", "100%", "a\\b", ";"),
                Map.of("OTTUGI_HOME", "/srv/my \"shop\" $1"),
                "/srv/50% off ",
                Duration.ofMillis(2500));
    }

    static List<String> nastyAndLines() {
        List<String> all = new ArrayList<>(NASTY);
        all.addAll(LINES);
        return all;
    }
}
