package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Period;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Backoff;
import io.ottugi.supervisor.lifecycle.FallPattern;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.RestartLimit;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings as text; what is taken and what is refused stands in two tables of the resources. */
class SettingsTest {
    private static final Path BASE = Path.of("/home/kim");
    private static final List<String> COMMAND = List.of("/bin/true");
    private static final WorkerId W = WorkerId.single("w");
    private static final Optional<Path> NO_LOGS = Optional.empty();

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
        settings.toWorker(W, COMMAND, NO_LOGS);
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
                        () -> Settings.parse(List.of(written), BASE).toWorker(W, COMMAND, NO_LOGS));
        assertEquals(why, e.getMessage());
    }

    @Test
    void noVariableHasAZeroByteInItsName() {
        assertThrows(BadSetting.class, () -> Key.parse("environment.a\0b"));
    }

    @Test
    void nothingIsSetByDefault() throws BadSetting {
        WorkerSpec worker = Settings.none().toWorker(W, COMMAND, NO_LOGS);
        assertEquals(
                new WorkerSpec(
                        W,
                        new Execution(
                                COMMAND,
                                Path.of("/"),
                                null,
                                Execution.Environment.INHERITED,
                                Execution.Privileges.OURS,
                                Output.to(null),
                                null),
                        LifecyclePolicy.DEFAULT,
                        StopPolicy.DEFAULT,
                        Order.NONE,
                        true,
                        LogPolicy.DEFAULT,
                        EvidencePolicy.DEFAULT,
                        List.of(Path.of("/bin/true"))),
                worker);
    }

    @Test
    void everyKeyReachesTheWorker() throws BadSetting {
        WorkerSpec worker = full().toWorker(W, COMMAND, NO_LOGS);
        Execution execution = worker.execution();
        assertEquals(Path.of("/srv"), execution.directory());
        assertEquals(18, execution.umask());
        assertEquals(Path.of("/home/kim/w.log"), execution.logFile());
        assertEquals(
                new Execution.Environment(
                        false,
                        List.of(Path.of("/home/kim/a.env"), Path.of("/b.env")),
                        Map.of("PORT", "80", "EMPTY", "")),
                execution.environment());
        assertEquals(
                new Execution.Privileges(
                        "www-data",
                        "adm",
                        5,
                        Map.of(
                                ResourceLimit.NOFILE, new Execution.Limit(1024, 4096),
                                ResourceLimit.AS, new Execution.Limit(2L << 30, 2L << 30),
                                ResourceLimit.CORE, new Execution.Limit(-1, -1))),
                execution.privileges());
        assertEquals(Path.of("/home/kim/w.pid"), execution.pidFile());
        assertEquals(new StopPolicy(SignalName.INT, StopPolicy.To.MIXED), worker.stop());
        assertEquals(new Order(Set.of("db", "cache"), true, true), worker.order());
        assertFalse(worker.autostart());
        assertEquals(Duration.ofSeconds(5), worker.lifecycle().settle());
        assertEquals(
                List.of(Path.of("/etc/w.conf"), Path.of("/home/kim/x")),
                worker.restartWhenChanged());
        assertEquals(Duration.ofSeconds(3), worker.lifecycle().stopTimeout());
        assertEquals(restart(), worker.lifecycle().restart());
        assertEquals(
                new Output(Path.of("/home/kim/w.log"), Path.of("/home/kim/e.log"), 0640),
                execution.output());
        assertEquals(
                new LogPolicy(
                        1 << 20,
                        new Period(Period.Turn.DAILY, Duration.ZERO),
                        4,
                        1 << 30,
                        false,
                        2L << 30,
                        1 << 10),
                worker.logPolicy());
        assertEquals(evidence(), worker.evidence());
    }

    private static EvidencePolicy evidence() {
        return new EvidencePolicy(
                EvidencePolicy.Jvm.TRUE,
                3,
                2 << 20,
                true,
                true,
                false,
                new EvidencePolicy.OnFailure(List.of("tell", "w a,b"), Duration.ofSeconds(2)));
    }

    private static RestartPolicy restart() {
        return new RestartPolicy(
                RestartPolicy.Mode.ON_FAILURE,
                new Backoff(Duration.ofMillis(5), 1.5, Duration.ofSeconds(9), 0),
                Duration.ofMinutes(1),
                new RestartLimit(
                        3, Duration.ofMinutes(2), RestartLimit.Then.HOLD, Duration.ofMinutes(10)),
                Set.of(
                        new FallPattern(FallPattern.Kind.EXIT, 78),
                        new FallPattern(FallPattern.Kind.SIGNAL, 11)),
                Set.of(
                        new FallPattern(FallPattern.Kind.NOT_READY, 0),
                        new FallPattern(FallPattern.Kind.COULD_NOT_START, 0)),
                Set.of(0, 143));
    }

    private static Settings full() throws BadSetting {
        return Settings.parse(FULL, BASE);
    }

    private static final List<String> FULL =
            List.of(
                    "instances=2",
                    "directory=/srv",
                    "user=www-data",
                    "group=adm",
                    "environment.PORT=80",
                    "environment.EMPTY=",
                    "environment_file=a.env,/b.env",
                    "inherit_environment=false",
                    "umask=022",
                    "limits.nofile=1024:4096",
                    "limits.as=2GB",
                    "limits.core=unlimited",
                    "nice=5",
                    "after=db,cache",
                    "restart_with=true",
                    "oneshot=true",
                    "autostart=false",
                    "start.settle=5s",
                    "forking.pid_file=w.pid",
                    "restart.policy=on-failure",
                    "restart.initial=5ms",
                    "restart.factor=1.5",
                    "restart.max=9s",
                    "restart.jitter=0",
                    "restart.reset_after=1m",
                    "restart.never_after=exit 78,signal SEGV",
                    "restart.always_after=not-ready,could-not-start",
                    "restart.when_changed=/etc/w.conf,x",
                    "restart.limit.restarts=3",
                    "restart.limit.within=2m",
                    "restart.limit.then=hold",
                    "restart.limit.hold=10m",
                    "success_exit_codes=0,143",
                    "stop.signal=sigint",
                    "stop.to=mixed",
                    "stop.timeout=3s",
                    "log.file=w.log",
                    "log.error_file=e.log",
                    "log.max_size=1MB",
                    "log.every=daily",
                    "log.keep=4",
                    "log.max_total=1GB",
                    "log.compress=false",
                    "log.mode=640",
                    "log.free_space=2GB",
                    "log.max_rate=1KB",
                    "jvm=true",
                    "evidence.keep=3",
                    "evidence.max_size=2MB",
                    "evidence.heap_dump=true",
                    "evidence.flight_recording=true",
                    "evidence.before_kill=false",
                    "on_failure=tell,{worker} a\\,b",
                    "on_failure_timeout=2s");

    @Test
    void theTestOfEveryKeyHasEveryKey() throws BadSetting {
        Settings full = full();
        for (Key key : Key.of(Scope.WORKER)) {
            assertTrue(
                    full.has(key) || key.isFamily() || key == Key.COMMAND,
                    () -> "not tried: " + key.label());
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
                        () -> Settings.parse(written, BASE).toWorker(W, COMMAND, NO_LOGS));
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
        String label = key.label().replace("limits.NAME", "limits.nofile");
        assertEquals(key, Key.parse(label, key.scope()));
        assertFalse(key.help().isEmpty());
        assertFalse(key.placeholder().isEmpty());
    }

    @Test
    void defaultsInTheHelpAreTheRealOnes() throws BadSetting {
        WorkerSpec byDefault = Settings.none().toWorker(W, COMMAND, NO_LOGS);
        for (Key key : Key.of(Scope.WORKER)) {
            if (key.label().startsWith("restart.limit.") || key == Key.ON_FAILURE_TIMEOUT) {
                continue;
            }
            try {
                String text = key.label() + "=" + key.byDefault();
                WorkerSpec set = Settings.parse(List.of(text), BASE).toWorker(W, COMMAND, NO_LOGS);
                assertEquals(byDefault, key.isFamily() || isPlace(key) ? byDefault : set, text);
            } catch (BadSetting e) {
                assertTrue(
                        key.byDefault().isEmpty() || key.byDefault().contains(" "),
                        () -> "no words: " + key.byDefault());
            }
        }
    }

    @Test
    void limitInTheHelpIsTheRealOne() throws BadSetting {
        String restarts = "restart.limit.restarts=2";
        List<String> told = new ArrayList<>(List.of(restarts));
        for (Key key : List.of(Key.RESTART_LIMIT_WITHIN, Key.RESTART_LIMIT_THEN)) {
            told.add(key.label() + "=" + key.byDefault());
        }
        assertEquals(limit(List.of(restarts)), limit(told));
        String hold = "restart.limit.then=hold";
        String held = "restart.limit.hold=" + Key.RESTART_LIMIT_HOLD.byDefault();
        assertEquals(limit(List.of(restarts, hold)), limit(List.of(restarts, hold, held)));
    }

    @Test
    void timeoutInTheHelpIsTheRealOne() throws BadSetting {
        String command = "on_failure=tell";
        String told = Key.ON_FAILURE_TIMEOUT.label() + "=" + Key.ON_FAILURE_TIMEOUT.byDefault();
        assertEquals(
                Settings.parse(List.of(command), BASE).toWorker(W, COMMAND, NO_LOGS),
                Settings.parse(List.of(command, told), BASE).toWorker(W, COMMAND, NO_LOGS));
    }

    private static @Nullable RestartLimit limit(List<String> written) throws BadSetting {
        return Settings.parse(written, BASE)
                .toWorker(W, COMMAND, NO_LOGS)
                .lifecycle()
                .restart()
                .limit();
    }

    @Test
    void instancesAreFilledIn() throws BadSetting {
        List<String> written =
                List.of(
                        "instances=2",
                        "log.file=/l/{worker}-{instance}.log",
                        "environment.N=n{instance}");
        Definition web =
                new Definition(
                        "web",
                        List.of("/bin/{worker}", "{instance}{other}"),
                        Settings.parse(written, BASE));
        List<WorkerSpec> specs = web.specs(2, NO_LOGS);
        assertEquals(List.of("web:1", "web:2"), specs.stream().map(WorkerSpec::name).toList());
        assertEquals(List.of("/bin/web", "2{other}"), specs.get(1).command());
        assertEquals("/l/web-2.log", specs.get(1).log());
        assertEquals(Map.of("N", "n1"), specs.get(0).execution().environment().variables());
    }

    @Test
    void singleIsItsFirstInstance() throws BadSetting {
        Definition one = new Definition("w", List.of("x{instance}"), Settings.none());
        WorkerSpec spec = one.specs(0, Optional.of(Path.of("/logs"))).get(0);
        assertEquals(List.of("x1"), spec.command());
        assertEquals("/logs/w.log", spec.log());
    }

    @Test
    void strongerOnesWin() throws BadSetting {
        Settings weak = Settings.parse(List.of("umask=7", "nice=1"), BASE);
        Settings strong = Settings.parse(List.of("nice=2", "user=kim"), BASE);
        assertEquals(List.of("umask=7", "nice=2", "user=kim"), weak.under(strong).assignments());
    }

    private static boolean isPlace(Key key) {
        return key == Key.LOG_FILE || key == Key.RESTART_WHEN_CHANGED;
    }
}
