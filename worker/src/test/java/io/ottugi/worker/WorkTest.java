package io.ottugi.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's loop under virtual time. */
class WorkTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @TempDir Path directory;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final VirtualPace pace = new VirtualPace();

    @Test
    void countsAtItsInterval() throws Exception {
        assertEquals(0, work("--count=3"));
        assertEquals("ready 1 2 3 ", firstWords());
        assertEquals(2 * SECOND, pace.now);
    }

    @Test
    void startsAgainAtOneOrGoesOn() throws Exception {
        assertEquals(0, work("--count=2"));
        assertEquals(0, work("--count=2"));
        assertEquals(0, work("--count=1", "--resume"));
        assertEquals("ready 1 2 ready 1 2 ready 3 ", firstWords());
    }

    @Test
    void makesNoBurstOfMissedCounts() throws Exception {
        pace.stoppedFor = 10 * SECOND;
        assertEquals(0, work("--count=3"));
        assertEquals(11 * SECOND, pace.now);
    }

    @Test
    void exitsWhenItsTimeHasCome() throws Exception {
        assertEquals(7, work("--exit=7@1500ms"));
        assertEquals("ready 1 2 ", firstWords());
    }

    @Test
    void hangsWithoutCounting() throws Exception {
        assertEquals(3, work("--hang=1500ms", "--exit=3@1h"));
        assertEquals("ready 1 2 ", firstWords());
    }

    @Test
    void neverBecomesReady() throws Exception {
        assertEquals(3, work("--never-ready", "--exit=3@1h"));
        assertEquals("", firstWords());
    }

    @Test
    void countsOnWithoutStandardOutput() throws Exception {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        assertEquals(0, work(broken, "--count=3"));
        assertEquals(3, Files.readAllLines(directory.resolve("out")).size());
    }

    private int work(String... args) throws Refusal {
        return work(printed, args);
    }

    private int work(OutputStream output, String... args) throws Refusal {
        Identity self = Identity.ofThisProcess();
        CountFile file = CountFile.open(directory.resolve("out"), self);
        StandardOutput standardOutput = new StandardOutput(output);
        return new Work(CommandLine.parse(args), self, file, standardOutput, pace).run();
    }

    private String firstWords() {
        StringBuilder words = new StringBuilder();
        for (String line : printed.toString(StandardCharsets.UTF_8).lines().toList()) {
            words.append(line, 0, line.indexOf(' ') + 1);
        }
        return words.toString();
    }

    /** Time that passes by waiting only, once as slowly as for a stopped process. */
    private static final class VirtualPace implements Pace {
        private long now;
        private long stoppedFor;

        @Override
        public long now() {
            return now;
        }

        @Override
        public void waitUntil(long time) {
            if (time > now) {
                now = Math.max(time, now + stoppedFor);
                stoppedFor = 0;
            }
        }
    }
}
