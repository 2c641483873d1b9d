package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Path ROOT = Path.of("/");

    /**
     * @param workers each {@code NAME SETTING…}
     */
    private static Plan plan(String... workers) throws BadSetting {
        List<Definition> definitions = new ArrayList<>();
        for (String worker : workers) {
            List<String> words = List.of(worker.split(" "));
            Settings settings = Settings.parse(words.subList(1, words.size()), ROOT);
            definitions.add(new Definition(words.get(0), List.of("x"), settings));
        }
        return new Plan(
                InstanceName.DEFAULT,
                Optional.empty(),
                Settings.parse(List.of("start_rate=2.5"), ROOT, Scope.SUPERVISOR),
                Optional.empty(),
                definitions);
    }

    @Test
    void stopsSideBySideWhereNobodyWaits() throws BadSetting {
        assertEquals(
                Duration.ofSeconds(30),
                plan("a stop.timeout=5s", "b stop.timeout=30s", "c").stopTimeout());
    }

    @Test
    void stopsInARowWhereOneWaitsForTheOther() throws BadSetting {
        Plan plan =
                plan(
                        "web stop.timeout=1s after=api,cache",
                        "api stop.timeout=20s after=db",
                        "cache stop.timeout=50s",
                        "db stop.timeout=40s");
        assertEquals(Duration.ofSeconds(61), plan.stopTimeout());
    }

    @Test
    void startRateIsOfTheSupervisor() throws BadSetting {
        assertEquals(OptionalDouble.of(2.5), plan().startRate());
        assertEquals(
                OptionalDouble.empty(),
                Plan.single(InstanceName.DEFAULT, Settings.none(), List.of("x")).startRate());
    }

    @Test
    void defaultLogsAreComparedToo() throws BadSetting {
        Plan plan = plan("web", "db log.file=/logs/web.log").logging(Path.of("/logs"));
        assertEquals(
                List.of(
                        new Conflict(
                                "db",
                                "log.file",
                                "'web' and 'db' would write to one log file, /logs/web.log; give"
                                        + " each its own")),
                PlanCheck.of(plan));
    }

    @Test
    void devicesMayBeShared() throws BadSetting {
        assertEquals(
                List.of(), PlanCheck.of(plan("web log.file=/dev/null", "db log.file=/dev/null")));
    }
}
