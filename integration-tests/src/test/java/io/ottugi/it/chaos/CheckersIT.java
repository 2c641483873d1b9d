package io.ottugi.it.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.chaos.Wanted.Promise;
import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The checkers of {@code make chaos} themselves: one that never complains proves nothing. */
class CheckersIT {
    private static final Sight ONE = new Sight("plain", 10, 1, 1);
    private static final Sight OTHER = new Sight("plain", 11, 2, 1);

    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @Test
    void linesOverArchivesAndLogAreComplete() throws IOException {
        assertEquals(List.of(), check("a.1 1\na.1 2\na.", "1 3\nb.2 1\n", "a.1 4\n", "a.1 4"));
    }

    @Test
    void aGapADoubleATornLineAndAMissingEndAreSeen() throws IOException {
        assertEquals(
                List.of("w.log: a.1 3 follows 1"), check("a.1 1\n", "a.1 3\n", "a.1 4\n", "a.1 4"));
        assertEquals(
                List.of("w.log: a.1 2 follows 2"), check("a.1 1\na.1 2\n", "a.1 2\n", "", "a.1 2"));
        assertEquals(
                List.of("w.log: no writer's line: a.1 2a.1 3 (10 characters)"),
                check("a.1 1\na.1 2", "a.1 3\n", "", "a.1 1"));
        assertEquals(
                List.of("w.log: no writer's line: ??a.1 2 (7 characters)"),
                check("a.1 1\n", "\0\0a.1 2\n", "", "a.1 1"));
        assertEquals(List.of("a.1 wrote 3, there are 2"), check("a.1 1\n", "a.1 2\n", "", "a.1 3"));
    }

    @Test
    void anArchiveThatIsThereTwiceIsSeen() throws IOException {
        Path twin = Files.writeString(sandbox.directory("logs").resolve("w.log.000001"), "a.1 1\n");
        String seen = check("a.1 1\n", "", "", "a.1 1").toString();
        assertTrue(seen.contains("one archive twice") && seen.contains(twin.toString()), seen);
    }

    @Test
    void twoAtATimeAreSeenOnceTheyLast() {
        assertEquals(List.of(), faults(Promise.UNKNOWN, List.of(ONE, OTHER), Duration.ZERO));
        assertEquals(
                List.of("two processes of plain at a time: " + List.of(ONE, OTHER)),
                faults(Promise.UNKNOWN, List.of(ONE, OTHER), Duration.ofSeconds(1)));
        assertEquals(List.of(), faults(Promise.UP, List.of(ONE), Duration.ofMinutes(5)));
    }

    @Test
    void whatIsDownAndRunsAndWhatIsUpAndDoesNotIsSeen() {
        assertEquals(
                List.of("plain was stopped, and runs: " + List.of(ONE)),
                faults(Promise.DOWN, List.of(ONE), Duration.ofSeconds(1)));
        assertEquals(List.of(), faults(Promise.DOWN, List.of(), Duration.ofMinutes(5)));
        assertEquals(List.of(), faults(Promise.UP, List.of(), Duration.ofSeconds(1)));
        List<String> missing = faults(Promise.UP, List.of(), Duration.ofMinutes(5));
        assertTrue(
                missing.toString().startsWith("[plain is wanted, and missing"), missing::toString);
    }

    @Test
    void processesAreKnownByTheirExecutableWhateverTheyShow() throws IOException {
        Cast cast = new Cast(sandbox);
        cast.configure(0);
        Path notes = cast.notes();
        String plain = cast.programs().resolve("plain").toString();
        String script = cast.writer().toString();
        Running writer =
                sandbox.command(plain, script, notes.toString(), "plain", "0.02", "3", "0")
                        .env("OTTUGI_INSTANCE", "1")
                        .env("OTTUGI_GENERATION", "7")
                        .start();
        Births births = new Births(notes);
        Await.until("written", () -> Files.exists(notes.resolve("written.plain")));
        List<Sight> sights = Sight.first(Sight.all(cast.programs()));
        assertEquals(List.of(writer.pid()), sights.stream().map(Sight::pid).toList());
        assertEquals(7, births.of(sights.get(0)).orElseThrow().generation());
        Sig.KILL.to(writer.pid());
        Path logs = sandbox.directory("written");
        Files.writeString(logs.resolve("plain.log"), writer.out());
        writer.finish();
        assertEquals(List.of(), new Lines().check(logs, notes));
    }

    /** What a watch says that saw the same twice, so long apart. */
    private List<String> faults(Promise promise, List<Sight> seen, Duration apart) {
        Wanted wanted = new Wanted();
        wanted.set("plain", promise);
        Path notes = sandbox.directory("notes");
        try (Watch watch = new Watch(new Births(notes), wanted, notes, () -> true)) {
            Map<String, List<Sight>> now = seen.isEmpty() ? Map.of() : Map.of("plain", seen);
            watch.look(now, 0);
            watch.look(now, apart.toNanos());
            return watch.faults();
        }
    }

    private List<String> check(String first, String second, String live, String written)
            throws IOException {
        Path logs = sandbox.directory("logs");
        Path notes = sandbox.directory("notes");
        Path packed = logs.resolve("w.log.000001.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(first.getBytes(UTF_8));
        }
        Files.writeString(logs.resolve("w.log.000002"), second);
        Files.writeString(logs.resolve("w.log"), live);
        Files.writeString(notes.resolve("written.w"), "a.1 1\n" + written + "\n");
        return new Lines().check(logs, notes);
    }
}
