package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.lifecycle.FallPattern.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which falls a pattern means, and what code tells of one. */
class FallPatternTest {
    private static final Map<String, Cause> CAUSES = new LinkedHashMap<>();

    static {
        CAUSES.put("exit 0", new Cause.Ended(new WaitStatus.Exited(0)));
        CAUSES.put("daemonized", new Cause.Daemonized(new WaitStatus.Exited(0), "nginx"));
        CAUSES.put("exit 78", new Cause.Ended(new WaitStatus.Exited(78)));
        CAUSES.put("exit 139", new Cause.Ended(new WaitStatus.Exited(139)));
        CAUSES.put("SEGV", new Cause.Ended(new WaitStatus.Signaled(11, false)));
        CAUSES.put("SEGV with core", new Cause.Ended(new WaitStatus.Signaled(11, true)));
        CAUSES.put("TERM", new Cause.Ended(new WaitStatus.Signaled(15, false)));
        CAUSES.put("SEGV or exit 139", new Cause.Ended(new WaitStatus.Ambiguous(139)));
        CAUSES.put("unknown", new Cause.Ended(new WaitStatus.Unknown()));
        CAUSES.put("could not start", new Cause.CouldNotStart(Cause.Stage.COMMAND, "gone"));
        CAUSES.put("not ready", new Cause.NotReady());
        CAUSES.put("unproved", new Cause.Unproved("two"));
    }

    @ParameterizedTest
    @CsvSource({
        "EXIT, 0, 'exit 0, daemonized'",
        "EXIT, 78, exit 78",
        "EXIT, 139, 'SEGV or exit 139, exit 139'",
        "EXIT, 11, ''",
        "SIGNAL, 11, 'SEGV, SEGV or exit 139, SEGV with core'",
        "SIGNAL, 15, TERM",
        "SIGNAL, 9, ''",
        "COULD_NOT_START, 0, could not start",
        "NOT_READY, 0, not ready"
    })
    void patternMeansTheseAndNoOthers(Kind kind, int number, String expected) {
        FallPattern pattern = new FallPattern(kind, number);
        Set<String> matched = new TreeSet<>();
        CAUSES.forEach(
                (name, cause) -> {
                    if (pattern.matches(cause)) {
                        matched.add(name);
                    }
                });
        assertEquals(new TreeSet<>(Set.of(expected.split(", "))), asSet(matched));
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, 0",
        "exit 78, 78",
        "SEGV, 139",
        "SEGV with core, 139",
        "TERM, 143",
        "SEGV or exit 139, 139",
        "unknown, 1",
        "could not start, 1",
        "daemonized, 1",
        "not ready, 1",
        "unproved, 1"
    })
    void codeTellsOfTheFall(String cause, int code) {
        Cause told = CAUSES.getOrDefault(cause, new Cause.NotReady());
        assertEquals(code, new Fall(told, false, 1, 7, 0, 0).exitCode());
    }

    @ParameterizedTest
    @CsvSource({"EXIT, -1", "EXIT, 256", "SIGNAL, 0", "SIGNAL, 65", "NOT_READY, 1"})
    void nonsenseIsRefused(Kind kind, int number) {
        assertThrows(IllegalArgumentException.class, () -> new FallPattern(kind, number));
    }

    private static Set<String> asSet(Set<String> matched) {
        return matched.isEmpty() ? new TreeSet<>(Set.of("")) : matched;
    }
}
