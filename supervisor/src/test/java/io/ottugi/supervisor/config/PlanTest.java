package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
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
                Duration.ofSeconds(35),
                plan("a stop.timeout=5s", "b stop.timeout=30s", "c").stopTimeout());
    }

    @Test
    void stopIsLongerByTheExaminationOfWhatHangs() throws BadSetting {
        assertEquals(Duration.ofSeconds(15), plan("a").stopTimeout());
        assertEquals(Duration.ofSeconds(10), plan("a evidence.before_kill=false").stopTimeout());
        assertEquals(Duration.ZERO, plan("a stop.timeout=0s").stopTimeout());
    }

    @Test
    void whatIsKilledAtOnceIsNotExamined() throws BadSetting {
        assertEquals(
                List.of(
                        new Conflict(
                                "a",
                                "evidence.before_kill",
                                "evidence.before_kill is true, but stop.timeout is 0, so that it is"
                                        + " killed at once; expected a stop.timeout such as 10s")),
                PlanCheck.of(plan("a stop.timeout=0s evidence.before_kill=true")));
        assertEquals(List.of(), PlanCheck.of(plan("a stop.timeout=0s")));
    }

    @Test
    void stopsInARowWhereOneWaitsForTheOther() throws BadSetting {
        Plan plan =
                plan(
                        "web stop.timeout=1s after=api,cache",
                        "api stop.timeout=20s after=db",
                        "cache stop.timeout=50s",
                        "db stop.timeout=40s");
        assertEquals(Duration.ofSeconds(76), plan.stopTimeout());
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

    @Test
    void errorsMayNotGoWhereTheOutputGoesByDefault() throws BadSetting {
        Plan plan = plan("web log.error_file=/logs/web.log").logging(Path.of("/logs"));
        assertEquals(
                List.of(
                        new Conflict(
                                "web",
                                "log.error_file",
                                "log.error_file is where its output goes as well; leave it out")),
                PlanCheck.of(plan));
    }

    @Test
    void flagsOfAJvmForAnotherProgramAreDoubted() throws BadSetting {
        assertEquals(
                List.of(
                        new Conflict(
                                "web",
                                "evidence.heap_dump",
                                "evidence.heap_dump is for JVMs, and its program is not called"
                                        + " java; set jvm = true if it is one all the same")),
                PlanCheck.doubts(
                        plan(
                                "web evidence.heap_dump=true evidence.flight_recording=false",
                                "sure evidence.heap_dump=true jvm=true")));
    }

    @Test
    void programRunOnFailureIsRelativeToTheFile() throws BadSetting {
        Settings settings =
                Settings.parse(List.of("on_failure=./notify,{worker},./x"), Path.of("/srv"));
        assertEquals(List.of("on_failure=/srv/notify,{worker},./x"), settings.assignments());
        assertEquals(
                List.of("on_failure=mail,./x"),
                Settings.parse(List.of("on_failure=mail,./x"), Path.of("/srv")).assignments());
    }
}
