package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.diagnosis.Clue.Telling;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port that another process listens on, in the words of many programs. A JVM names no port: then
 * those count that its output, command and variables name, and that somebody listens on.
 */
final class PortClue {
    private static final int LARGEST_PORT = 65_535;

    /** Smaller numbers behind a colon are minutes and seconds. */
    private static final int SMALLEST_NAMED = 80;

    /** So many named ports are looked at, and so many told. */
    private static final int MOST_NAMED = 20;

    private static final int MOST_TOLD = 3;

    private static final String IN_USE =
            "(?i)\\baddress (?:is )?already in use|\\bEADDRINUSE\\b"
                    + "|\\bport \\d{1,5} (?:was|is) already in use|\\bconnection in use: \\("
                    + "|\\(98\\) ?address already|could not create server tcp listening socket";

    /** Spring Boot, Jenkins, PostgreSQL. */
    private static final Pattern PORT = Pattern.compile("(?i)\\bport[ =:]+(\\d{1,5})\\b");

    /** The port in such a line, or in one beside it, by program. */
    private static final List<Pattern> PORTS =
            List.of(
                    PORT,
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

    /** An address in any line, such as http://127.0.0.1:8080/, but no line of a source file. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?<!\\.(?:java|kt|py|js|go|rs)):(\\d{2,5})(?![\\d:.])");

    /** A word of a command, or the value of a variable: 8080, --port=8080, 127.0.0.1:8080. */
    private static final Pattern WORD = Pattern.compile("(?:^|[:=])(\\d{2,5})(?:$|/)");

    static final List<Clue> LIST =
            List.of(Clue.of(FindingKind.PORT_IN_USE, IN_USE, PortClue::tell));

    private PortClue() {}

    private static Telling tell(Sighting seen) {
        OptionalInt own = first(PORTS, List.of(seen.line()));
        if (own.isPresent()) {
            return told(own.getAsInt(), seen.facts().traces());
        }
        Map<Integer, PortHolder> held = held(named(seen), seen.facts().traces());
        OptionalInt near = first(PORTS, seen.near());
        if (held.size() > 1) {
            return severalTold(held);
        }
        int likely = held.isEmpty() ? near.orElse(0) : held.keySet().iterator().next();
        return likely > 0
                ? told(likely, seen.facts().traces())
                : new Telling(
                        "the address that it wants to listen on is already in use",
                        "See who listens: ss -ltnp; end that one, or have the worker use another port.");
    }

    private static Telling told(int port, Facts.Traces traces) {
        String inUse = "port " + port + " is already in use";
        return traces.portHolder()
                .apply(port)
                .map(holder -> new Telling(inUse + " " + holder.words(), holder.advice(port)))
                .orElseGet(() -> new Telling(inUse, PortHolder.unknown(port)));
    }

    /** Which of them it wanted is not known. */
    private static Telling severalTold(Map<Integer, PortHolder> held) {
        List<String> parts =
                held.entrySet().stream()
                        .map(one -> "port " + one.getKey() + " " + one.getValue().words())
                        .toList();
        return new Telling(
                "the address that it wants to listen on is already in use; of those that it names, "
                        + String.join(", ", parts),
                "Have the worker use a port of its own, or end the one that has it: ss -ltnp.");
    }

    /** Those of the ports that somebody listens on now. */
    private static Map<Integer, PortHolder> held(Set<Integer> ports, Facts.Traces traces) {
        Map<Integer, PortHolder> held = new LinkedHashMap<>();
        for (int port : ports) {
            if (held.size() < MOST_TOLD) {
                traces.portHolder().apply(port).ifPresent(holder -> held.put(port, holder));
            }
        }
        return held;
    }

    /**
     * All ports that the run names: those in the lines before the error first, the nearest first.
     */
    private static Set<Integer> named(Sighting seen) {
        Facts facts = seen.facts();
        Set<Integer> ports = new LinkedHashSet<>();
        for (int index : facts.output().said()) {
            String line = facts.output().lines().get(index);
            PORTS.forEach(pattern -> add(ports, pattern, line));
            add(ports, ADDRESS, line);
        }
        facts.run().command().forEach(word -> add(ports, WORD, word));
        facts.run().variables().forEach(value -> add(ports, WORD, value));
        return ports;
    }

    private static void add(Set<Integer> ports, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (ports.size() < MOST_NAMED && matcher.find()) {
            int port = Integer.parseInt(String.valueOf(matcher.group(1)));
            if (port >= SMALLEST_NAMED && port <= LARGEST_PORT) {
                ports.add(port);
            }
        }
    }

    private static OptionalInt first(Collection<Pattern> patterns, List<String> lines) {
        for (String line : lines) {
            for (Pattern pattern : patterns) {
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
