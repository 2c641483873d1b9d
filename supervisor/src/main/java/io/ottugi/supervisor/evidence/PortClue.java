package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.evidence.Clue.Telling;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port that another process listens on, in the words of many programs. */
final class PortClue {
    private static final int LARGEST_PORT = 65_535;

    private static final String IN_USE =
            "(?i)\\baddress (?:is )?already in use|\\bEADDRINUSE\\b"
                    + "|\\bport \\d{1,5} (?:was|is) already in use|\\bconnection in use: \\("
                    + "|\\(98\\) ?address already|could not create server tcp listening socket";

    /** The port in such a line, or in one beside it, by program. */
    private static final List<Pattern> PORTS =
            List.of(
                    // Spring Boot, Jenkins, PostgreSQL
                    Pattern.compile("(?i)\\bport[ =:]+(\\d{1,5})\\b"),
                    // nginx
                    Pattern.compile("\\bbind\\(\\) to \\S+:(\\d{1,5}) failed"),
                    // Node: EADDRINUSE: address already in use :::8080
                    Pattern.compile("^(?>.*?EADDRINUSE\\b).*? (?:\\S*:)(\\d{1,5})\\b"),
                    // Go: listen tcp :8080: bind: address already in use
                    Pattern.compile("\\blisten (?:tcp|udp)\\S* \\S*:(\\d{1,5}): "),
                    // redis: Could not create server TCP listening socket *:6379: bind: …
                    Pattern.compile("\\blistening socket \\S+:(\\d{1,5}): "),
                    // asyncio, gunicorn: ('127.0.0.1', 8000)
                    Pattern.compile("\\('[^']*', (\\d{1,5})"),
                    // Apache, Jetty, Netty, Tomcat: failed to bind to 0.0.0.0/0.0.0.0:8080
                    Pattern.compile(
                            "(?i)\\bbind(?:ing)?(?: \\w{1,20}){0,4} to:? (?:address )?\\S*:(\\d{1,5})\\b"));

    static final List<Clue> LIST =
            List.of(Clue.of(FindingKind.PORT_IN_USE, IN_USE, PortClue::tell));

    private PortClue() {}

    private static Telling tell(Sighting seen) {
        OptionalInt port = port(seen);
        if (port.isEmpty()) {
            return new Telling(
                    "the address that it wants to listen on is already in use",
                    "See who listens: ss -ltnp; end that one, or have the worker use another port.");
        }
        int number = port.getAsInt();
        String holder =
                seen.facts().traces().portHolder().apply(number).map(by -> " " + by).orElse("");
        return new Telling(
                "port " + number + " is already in use" + holder,
                "See who listens: ss -ltnp 'sport = :"
                        + number
                        + "'; end that one, or have the worker use another port.");
    }

    private static OptionalInt port(Sighting seen) {
        for (String line : seen.near()) {
            for (Pattern pattern : PORTS) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    int port = Integer.parseInt(String.valueOf(matcher.group(1)));
                    if (port > 0 && port <= LARGEST_PORT) {
                        return OptionalInt.of(port);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }
}
