package io.ottugi.supervisor.cli.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.cli.documents.Topic.Flag;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.User;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real bash offers. */
class BashCompletionTest {
    private static final Flag NAME = new Flag("n", "name", "NAME", "which");
    private static final Flag FILE = new Flag("c", "", "FILE", "the file");
    private static final Flag SET = new Flag("", "set", "KEY=VALUE", "a setting");
    private static final Flag ROLLING = new Flag("", "rolling", "", "one by one");
    private static final Flag AFTER = new Flag("", "timeout", "DURATION", "at most");

    private static final List<Topic> TOPICS =
            List.of(
                    topic("up", "[-c FILE] [--set KEY=VALUE]… [-- PROGRAM]", FILE, SET, NAME),
                    topic("restart", "[--rolling] [--timeout D] WORKER…", NAME, ROLLING, AFTER),
                    topic("signal", "[-n NAME] SIGNAL WORKER…", NAME),
                    topic("scale", "WORKER N", NAME),
                    topic("boot", "enable|disable|show [-n NAME]", NAME),
                    topic("help", "[COMMAND | settings | exit-codes]"));

    @TempDir Path directory;

    @BeforeEach
    void somethingToComplete() throws IOException, BadSetting {
        Tool.need("bash");
        Files.writeString(directory.resolve("ottugi.bash"), new Documents(TOPICS).bash());
        try (InputStream in = BashCompletionTest.class.getResourceAsStream("ask.bash")) {
            Files.write(directory.resolve("ask.bash"), Objects.requireNonNull(in).readAllBytes());
        }
        supervisor("shop", "web", "db");
        supervisor("mail", "imap");
        supervisor("gone", "ghost");
        live("shop", "mail");
        Files.writeString(record("shop", "web:1"), "{}");
        Files.writeString(record("shop", "web:2"), "{}");
        Files.writeString(directory.resolve("shop.toml"), "[worker.web]\n[ worker.db ] # x\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ottugi re                      | restart",
                "ottugi s                       | scale signal",
                "ottugi --v                     | --version",
                "ottugi restart --              | --help --name --rolling --timeout",
                "ottugi restart w               | web web:1 web:2",
                "ottugi restart web:            | 1 2",
                "ottugi restart web:2           | 2",
                "ottugi restart --rolling db w  | web web:1 web:2",
                "ottugi restart --timeout 5s i  | imap",
                "ottugi restart a               | all",
                "ottugi restart -n ma           | mail",
                "ottugi restart --name=ma       | mail",
                "ottugi restart -n mail w       | ''",
                "ottugi restart -n mail im      | imap",
                "ottugi restart g               | ''",
                "ottugi restart -n gone g       | ghost",
                "ottugi up --set user=roo       | root",
                "ottugi up --set group=roo      | root",
                "ottugi up --set user=sho       | ''",
                "ottugi up --set supervisor.name=sho | shop",
                "ottugi signal US               | USR1 USR2",
                "ottugi signal USR1 d           | db",
                "ottugi scale web 1             | ''",
                "ottugi boot e                  | enable",
                "ottugi boot enable e           | ''",
                "ottugi help e                  | exit-codes",
                "ottugi help sc                 | scale",
                "ottugi up -c sh                | shop.toml [filenames]",
                "ottugi up --set restart.f      | restart.factor= [nospace]",
                "ottugi up --set env            | environment. environment_file= [nospace]",
                "ottugi up --set restart.policy=n    | never",
                "ottugi up --set stop.signal=WI      | WINCH",
                "ottugi up --set worker.web.restart.policy=a | always",
                "ottugi up --set worker.web.stop.ti  | worker.web.stop.timeout= [nospace]",
                "ottugi up --set=restart.policy=a    | always",
                "ottugi up --set log.file=sho        | shop.toml [filenames]",
                "ottugi up --set limits.no           | limits.nofile= [nospace]",
                "ottugi up --set supervisor.st       | supervisor.start_rate= [nospace]",
                "ottugi up --set w                   | ' [nospace]'",
                "ottugi up -c shop.toml --set w      | worker.db. worker.web. [nospace]",
                "ottugi up -c shop.toml --set sup    | supervisor. [nospace]",
                "ottugi up --set after=i             | imap",
                "ottugi up --set comm                | ' [nospace]'",
                "ottugi up --set umask=0             | ''",
                "ottugi up -- ./ask                  | ./ask.bash [filenames]",
                "ottugi nothing x                    | ''",
            })
    void offers(String line, String expected) {
        assertEquals(expected, offered(line));
    }

    @Test
    void afterABlankAllThatIsPossible() {
        assertEquals("--help --version boot help restart scale signal up", offered("ottugi "));
        assertEquals("all db imap web web:1 web:2", offered("ottugi restart "));
        assertEquals("gone mail shop", offered("ottugi restart --name "));
        assertEquals("disable enable show", offered("ottugi boot "));
    }

    /** As the commands choose when none is named. */
    @Test
    void workersAreOfTheSupervisorThatIsMeant() throws IOException, BadSetting {
        Files.writeString(directory.resolve("ottugi.toml"), "");
        assertEquals("all db imap web web:1 web:2", offered("ottugi restart "));
        String plan = Files.readString(instance("gone").handOver());
        String file = "\"file\":\"" + directory.toRealPath() + "/ottugi.toml\"";
        Files.writeString(instance("gone").handOver(), plan.replaceFirst("\"file\":null", file));
        assertEquals("all ghost", offered("ottugi restart "));
        Files.delete(directory.resolve("ottugi.toml"));
        Files.writeString(instance("shop").lock(), "1 1 x\n/socket\n");
        assertEquals("all imap", offered("ottugi restart "));
        Files.delete(instance("mail").lock());
        assertEquals("all", offered("ottugi restart "));
        supervisor("default", "only");
        assertEquals("all only", offered("ottugi restart "));
    }

    @Test
    void nothingIsOfferedNorComplainedOfWhereNothingIs() {
        String nowhere = directory.resolve("nowhere").toString();
        assertEquals("all", offered("ottugi restart ", Map.of("OTTUGI_HOME", nowhere)));
        assertEquals("", offered("ottugi restart -n ", Map.of("OTTUGI_HOME", nowhere)));
    }

    @Test
    void shellcheckHasNothingToSay() {
        Tool.need("shellcheck");
        List<String> words = List.of("shellcheck", "-s", "bash", "ottugi.bash");
        assertEquals("", Tool.says(Map.of(), directory, words));
    }

    private String offered(String line) {
        return offered(line, Map.of("OTTUGI_HOME", directory.toString()));
    }

    private String offered(String line, Map<String, String> environment) {
        List<String> words = List.of("bash", "--norc", "ask.bash", "./ottugi.bash", line);
        return Tool.says(environment, directory, words).stripTrailing();
    }

    private void supervisor(String name, String... workers) throws IOException, BadSetting {
        Places.Instance instance = instance(name);
        Files.createDirectories(instance.records());
        List<Definition> definitions =
                List.of(workers).stream()
                        .map(worker -> new Definition(worker, tricky(), Settings.none()))
                        .toList();
        Plan plan =
                new Plan(
                        instance.name(),
                        Optional.empty(),
                        Settings.none(),
                        Optional.empty(),
                        definitions);
        Files.writeString(instance.handOver(), HandOver.toJson(plan) + "\n");
    }

    /** The test's own process is as good as a supervisor's. */
    private void live(String... names) throws IOException, BadSetting {
        ProcessIdentity us = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        for (String name : names) {
            Files.writeString(
                    instance(name).lock(),
                    us.pid() + " " + us.startTicks() + " " + us.boot() + "\n/socket\n");
        }
    }

    /** A command in which a worker's name only seems to be. */
    private static List<String> tricky() {
        return List.of("echo", "\"name\":\"wrong\"", "\"workers\":[");
    }

    private Path record(String supervisor, String worker) throws BadSetting {
        return instance(supervisor).records().resolve(worker + ".json");
    }

    private Places.Instance instance(String name) throws BadSetting {
        Map<String, String> environment = Map.of("OTTUGI_HOME", directory.toString());
        return Places.of(new User(1, "other"), environment, directory).of(InstanceName.parse(name));
    }

    private static Topic topic(String name, String usage, Flag... flags) {
        return new Topic(name, usage, "does it", "Does it.", List.of(flags));
    }
}
