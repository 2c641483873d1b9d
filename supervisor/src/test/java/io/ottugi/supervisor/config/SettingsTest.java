package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings as text; what is taken and what is refused stands in two tables of the resources. */
class SettingsTest {
    private static final Path BASE = Path.of("/home/kim");
    private static final List<String> COMMAND = List.of("/bin/true");

    @ParameterizedTest
    @CsvFileSource(
            resources = "/io/ottugi/supervisor/config/taken.psv",
            delimiter = '|',
            numLinesToSkip = 1)
    void isTaken(String written, String canonical) throws BadSetting {
        Settings settings = Settings.parse(List.of(written), BASE);
        assertEquals(List.of(canonical), settings.assignments());
        Settings again = Settings.parse(settings.assignments(), Path.of("/elsewhere"));
        assertEquals(settings.assignments(), again.assignments(), "canonical text is stable");
        settings.toWorker("w", COMMAND);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/io/ottugi/supervisor/config/refused.psv",
            delimiter = '|',
            numLinesToSkip = 1)
    void isRefused(String written, String why) {
        BadSetting e =
                assertThrows(
                        BadSetting.class,
                        () -> Settings.parse(List.of(written), BASE).toWorker("w", COMMAND));
        assertEquals(why, e.getMessage());
    }

    @Test
    void nothingIsSetByDefault() throws BadSetting {
        WorkerSpec worker = Settings.none().toWorker("w", COMMAND);
        assertEquals(
                new WorkerSpec(
                        "w",
                        COMMAND,
                        Path.of("/"),
                        null,
                        Map.of(),
                        LifecyclePolicy.DEFAULT,
                        SignalName.TERM,
                        null),
                worker);
    }

    @Test
    void everyKeyReachesTheWorker() throws BadSetting {
        WorkerSpec worker = full().toWorker("w", COMMAND);
        assertEquals(Path.of("/srv"), worker.directory());
        assertEquals(18, worker.umask());
        assertEquals(Map.of("PORT", "80", "EMPTY", ""), worker.environment());
        assertEquals(SignalName.INT, worker.stopSignal());
        assertEquals(Path.of("/home/kim/w.log"), worker.logFile());
        assertEquals(Duration.ofSeconds(3), worker.lifecycle().stopTimeout());
        RestartPolicy restart = worker.lifecycle().restart();
        assertEquals(RestartPolicy.Mode.ON_FAILURE, restart.mode());
        assertEquals(Set.of(0, 143), restart.successExitCodes());
        assertEquals(Duration.ofMinutes(1), restart.resetAfter());
        assertEquals(Duration.ofMillis(5), restart.backoff().initial());
        assertEquals(Duration.ofSeconds(9), restart.backoff().max());
        assertEquals(1.5, restart.backoff().factor());
        assertEquals(0.0, restart.backoff().jitter());
    }

    private static Settings full() throws BadSetting {
        return Settings.parse(
                List.of(
                        "directory=/srv",
                        "umask=022",
                        "environment.PORT=80",
                        "environment.EMPTY=",
                        "restart.policy=on-failure",
                        "restart.initial=5ms",
                        "restart.factor=1.5",
                        "restart.max=9s",
                        "restart.jitter=0",
                        "restart.reset_after=1m",
                        "success_exit_codes=0,143",
                        "stop.signal=sigint",
                        "stop.timeout=3s",
                        "log.file=w.log"),
                BASE);
    }

    @Test
    void theTestOfEveryKeyHasEveryKey() throws BadSetting {
        Settings full = full();
        for (Key key : Key.values()) {
            assertTrue(full.has(key) || key.isFamily(), () -> "not tried: " + key.label());
        }
    }

    @Test
    void orderIsKept() throws BadSetting {
        List<String> written = List.of("umask=7", "directory=/b", "environment.A=1");
        assertEquals(written, Settings.parse(written, BASE).assignments());
    }

    @Test
    void twiceTheSameIsOnce() throws BadSetting {
        List<String> twice = List.of("stop.signal=TERM", "stop.signal=15");
        assertEquals(List.of("stop.signal=TERM"), Settings.parse(twice, BASE).assignments());
    }

    @Test
    void contradictionIsRefused() {
        List<String> two = List.of("stop.signal=TERM", "stop.signal=INT");
        BadSetting e = assertThrows(BadSetting.class, () -> Settings.parse(two, BASE));
        assertEquals("stop.signal is set twice, to 'TERM' and to 'INT'", e.getMessage());
    }

    @Test
    void initialWaitLongerThanTheLongest() {
        List<String> written = List.of("restart.initial=10s", "restart.max=2s");
        BadSetting e =
                assertThrows(
                        BadSetting.class,
                        () -> Settings.parse(written, BASE).toWorker("w", COMMAND));
        assertEquals("restart.initial (10s) is longer than restart.max (2s)", e.getMessage());
    }

    @Test
    void orElseAddsOnlyWhatIsMissing() throws BadSetting {
        Settings one = Settings.parse(List.of("umask=7"), BASE);
        assertEquals(List.of("umask=7"), one.orElse(Key.UMASK, "22").assignments());
        assertEquals(
                List.of("umask=7", "directory=/x"), one.orElse(Key.DIRECTORY, "/x").assignments());
        assertFalse(one.has(Key.DIRECTORY), "the old ones are unchanged");
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void keyDescribesItself(Key key) throws BadSetting {
        assertEquals(key, Key.parse(key.label()));
        assertFalse(key.help().isEmpty());
        assertFalse(key.placeholder().isEmpty());
    }

    @Test
    void defaultsInTheHelpAreTheRealOnes() throws BadSetting {
        WorkerSpec byDefault = Settings.none().toWorker("w", COMMAND);
        for (Key key : Key.values()) {
            try {
                String text = key.label() + "=" + key.byDefault();
                WorkerSpec set = Settings.parse(List.of(text), BASE).toWorker("w", COMMAND);
                assertEquals(byDefault, key.isFamily() || isPlace(key) ? byDefault : set, text);
            } catch (BadSetting e) {
                assertTrue(key.byDefault().contains(" "), () -> "no words: " + key.byDefault());
            }
        }
    }

    private static boolean isPlace(Key key) {
        return key == Key.LOG_FILE;
    }
}
