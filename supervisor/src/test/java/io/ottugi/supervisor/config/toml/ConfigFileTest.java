package io.ottugi.supervisor.config.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What files mean. */
class ConfigFileTest {
    private static final String WEB = "[worker.web]\ncommand = [\"web\"]\n";

    static List<Path> good() {
        return Catalogue.good();
    }

    /** Beside each stands the plan in short. */
    @ParameterizedTest
    @MethodSource("good")
    void means(Path file) throws BadFile, BadSetting {
        String name = String.valueOf(file.getFileName());
        Path expected = file.resolveSibling(name.replace(".toml", ".txt"));
        ConfigFile read = Catalogue.read(Catalogue.text(file));
        assertEquals(Catalogue.text(expected), inShort(read.plan()));
        read.plan().specs();
    }

    private static String inShort(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append("supervisor ").append(plan.name()).append('\n');
        plan.supervisor().assignments().forEach(line -> text.append(line).append('\n'));
        for (Definition worker : plan.workers()) {
            text.append("\nworker ").append(worker.name()).append('\n');
            text.append("command=").append(worker.command()).append('\n');
            worker.settings().assignments().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    @Test
    void nameIsOfTheCommandLineThenOfTheFileThenOfTheDirectory() throws BadFile, BadSetting {
        String named = "[supervisor]\nname = \"inner\"\n" + WEB;
        assertEquals("shop", Catalogue.read(WEB).plan().name().value());
        assertEquals("inner", Catalogue.read(named).plan().name().value());
        assertEquals("set", Catalogue.read(named, "supervisor.name=set").plan().name().value());
        FileRequest request =
                new FileRequest(
                        Path.of("/srv/a b/ottugi.toml"),
                        "x",
                        Optional.of(InstanceName.parse("given")),
                        List.of(),
                        Path.of("/"));
        assertEquals("given", ConfigFile.of(named, request).plan().name().value());
    }

    @Test
    void commandLineOverrulesTheFile() throws BadFile, BadSetting {
        String text =
                WEB + "umask = \"022\"\nnice = 1\n[worker.\"a.b\"]\ncommand = [\"x\"]\nnice = 2\n";
        ConfigFile file =
                Catalogue.read(
                        text,
                        "umask=077",
                        "nice=3",
                        "worker.a.b.nice=4",
                        "worker.web.log.file=w.log",
                        "supervisor.start_rate=5");
        assertEquals(
                List.of("umask=077", "nice=3", "log.file=/home/kim/w.log"),
                file.plan().workers().get(0).settings().assignments());
        assertEquals(
                List.of("nice=4", "umask=077"),
                file.plan().workers().get(1).settings().assignments());
        assertEquals(OptionalDouble.of(5), file.plan().startRate());
        assertEquals(Origin.SET, file.origin("web", "umask"));
    }

    @Test
    void originsAreKnown() throws BadFile, BadSetting {
        ConfigFile file =
                Catalogue.read(
                        WEB
                                + "restart = \"never\"\n[worker.web.stop]\nsignal = 9\n"
                                        .replace("9", "\"KILL\""));
        assertEquals(new Origin(2, 1), file.origin("web", "command"));
        assertEquals(new Origin(3, 1), file.origin("web", "restart.policy"));
        assertEquals(new Origin(5, 1), file.origin("web", "stop.signal"));
        assertEquals(new Origin(1, 1), file.origin("web", "umask"));
        assertEquals("ottugi.toml:5:1", file.origin("web", "stop.signal").in("ottugi.toml"));
    }

    @Test
    void specsAreOfTheWholeFile() throws BadFile, BadSetting {
        String text = WEB + "instances = 2\n[worker.db]\ncommand = [\"db\"]\n";
        Plan plan = Catalogue.read(text).plan().logging(Path.of("/log"));
        assertEquals(
                Map.of(
                        "web:1", "/log/web:1.log",
                        "web:2", "/log/web:2.log",
                        "db", "/log/db.log"),
                plan.specs().stream()
                        .collect(Collectors.toMap(WorkerSpec::name, spec -> "" + spec.log())));
    }
}
