package io.ottugi.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void withoutArgumentsTheWorkerOfTheArticle() throws Refusal {
        Settings settings = CommandLine.parse();
        assertEquals(Path.of("/tmp/daemon.out"), settings.file());
        assertEquals(Duration.ofSeconds(1), settings.interval());
        assertFalse(settings.resume());
        assertEquals(Long.MAX_VALUE, settings.counts());
        assertEquals(List.of(), settings.misbehaviours());
    }

    @Test
    void valuesStandBehindASpaceOrAnEqualsSign() throws Refusal {
        Settings settings =
                CommandLine.parse("--file=a=b", "--interval", "250ms", "--count=3", "--resume");
        assertEquals(Path.of("a=b"), settings.file());
        assertEquals(Duration.ofMillis(250), settings.interval());
        assertEquals(3, settings.counts());
        assertTrue(settings.resume());
    }

    @Test
    void everyMisbehaviour() throws Refusal {
        Settings settings =
                CommandLine.parse(
                        "--exit=7@5s",
                        "--kill=sigsegv",
                        "--hang=2s",
                        "--never-ready",
                        "--ignore=TERM,INT",
                        "--report-signals=HUP",
                        "--flood=endless",
                        "--leak=group,orphan");
        assertEquals(
                List.of(
                        new Exit(7, Duration.ofSeconds(5)),
                        new KillItself("SEGV", Duration.ZERO),
                        new Hang(Duration.ofSeconds(2)),
                        new NeverReady(),
                        new IgnoreSignals(List.of("TERM", "INT")),
                        new ReportSignals(List.of("HUP")),
                        new Flood(Flood.ENDLESS),
                        new Leak(List.of(Leak.Kind.GROUP, Leak.Kind.ORPHAN))),
                settings.misbehaviours());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--fast                 | unknown option '--fast'",
                "5                      | unexpected argument '5'",
                "\"\"                     | unexpected argument ''",
                "--file                 | --file needs a value: --file PATH",
                "--file=                | --file '': the path of a file is needed",
                "--resume=yes           | --resume takes no value",
                "--resume --resume      | --resume is given twice",
                "--interval=1           | --interval '1': a duration with its unit is needed",
                "--interval=-1s         | --interval '-1s': a duration with its unit",
                "--interval=0s          | --interval '0s': an interval of at least 1ms",
                "--interval=9999h       | --interval '9999h': a duration of at most a year",
                "--count=0              | --count '0': a whole number from 1 is needed",
                "--count=99999999999999999999 | a whole number from 1",
                "--exit=256             | --exit '256': a whole number from 0 to 255",
                "--exit=1@soon          | --exit '1@soon': a duration",
                "--exit=                | --exit '': a whole number",
                "--kill=QUIT            | --kill 'QUIT': a signal out of HUP",
                "--kill=9               | --kill '9': a signal out of HUP",
                "--hang=now             | --hang 'now': a duration",
                "--ignore=TERM,NONE     | 'NONE' is none",
                "--report-signals=      | '' is none",
                "--flood=many           | --flood 'many': a whole number",
                "--leak=group,memory    | --leak 'group,memory': kinds out of group,session,orphan",
            })
    void whatIsWrongIsSaidInOneLine(String arguments, String expected) {
        Refusal refusal =
                assertThrows(Refusal.class, () -> CommandLine.parse(arguments.split(" ", -1)));
        assertEquals(64, refusal.exitCode());
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
