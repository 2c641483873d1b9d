package io.ottugi.supervisor.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.events.EndCause.Kind;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndCauseTest {
    private static List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        for (int code = 0; code < 256; code++) {
            causes.add(new Cause.Ended(new WaitStatus.Exited(code)));
        }
        for (int signal = 1; signal <= 64; signal++) {
            causes.add(new Cause.Ended(new WaitStatus.Signaled(signal, signal % 2 == 0)));
            causes.add(new Cause.Ended(new WaitStatus.Ambiguous(128 + signal)));
        }
        causes.add(new Cause.Ended(new WaitStatus.Unknown()));
        causes.add(new Cause.Daemonized(new WaitStatus.Exited(0), "pid 7 (exit 3)"));
        causes.add(new Cause.CouldNotStart(Cause.Stage.EXEC, "exit 0"));
        causes.add(new Cause.Unproved("signal KILL"));
        causes.add(new Cause.NotReady());
        return causes;
    }

    @Test
    void everyCauseIsReadAsItWasWritten() {
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        for (Cause cause : causes()) {
            EndCause written = EndCause.of(cause);
            assertEquals(written, EndCause.parse(written.text()));
            seen.add(written.kind());
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Kind.OTHER)), seen);
    }

    @Test
    void sentencesAreThoseOfEarlierVersions() {
        assertEquals("exit 7", text(new WaitStatus.Exited(7)));
        assertEquals(
                "exit 143 (as a JVM or shell does after TERM)", text(new WaitStatus.Exited(143)));
        assertEquals("signal SEGV (core dumped)", text(new WaitStatus.Signaled(11, true)));
        assertEquals(
                "signal KILL or exit 137 (this kernel does not tell)",
                text(new WaitStatus.Ambiguous(137)));
        assertEquals(
                "unknown (not our child, and this kernel does not tell)",
                text(new WaitStatus.Unknown()));
        assertEquals(
                "went into the background as pid 7 (exit 0)",
                EndCause.of(new Cause.Daemonized(new WaitStatus.Exited(0), "pid 7")).text());
        assertEquals("not ready in time", EndCause.of(new Cause.NotReady()).text());
    }

    @Test
    void aSentenceOfAnotherVersionIsKeptAsItIs() {
        EndCause cause = EndCause.parse("was teleported");
        assertEquals(new EndCause(Kind.OTHER, OptionalInt.empty(), "was teleported"), cause);
        assertEquals(OptionalInt.empty(), EndCause.parse("exit strategy").number());
        assertFalse(EndCause.parse("exit 01x").isExit(1));
        assertTrue(EndCause.parse("exit 143 (whatever)").isExit(143));
        assertEquals("exit 143", EndCause.parse("exit 143 (whatever)").withoutRemark());
    }

    @Test
    void noOtherSourceComparesASentence() throws IOException {
        List<String> stray = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                for (String words :
                        List.of(
                                "\"went into the background",
                                "\"not ready in time",
                                "(\"exit \")",
                                "(\"signal \")",
                                "(\"exit 0\")",
                                "\"us\"")) {
                    boolean own = file.endsWith("EndCause.java") || file.endsWith("EndedBy.java");
                    if (!own && source.contains(words)) {
                        stray.add(file.getFileName() + ": " + words);
                    }
                }
            }
        }
        assertEquals(List.of(), stray);
    }

    private static String text(WaitStatus status) {
        return EndCause.of(new Cause.Ended(status)).text();
    }
}
