package io.ottugi.supervisor.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.FakeSupervisor;
import io.ottugi.supervisor.cli.FakeSupervisor.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that ask for something: what they send, print and exit with. */
class OperationTest {
    private static final String WELL = "{\"done\":true,\"ok\":true}";
    private static final String ILL = "{\"done\":true,\"ok\":false}";

    @TempDir Path home;
    private FakeSupervisor supervisor;

    @BeforeEach
    void open() throws IOException {
        supervisor = new FakeSupervisor(home);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "requests.psv", delimiter = '|', quoteCharacter = '`')
    void asks(String commandLine, String request) throws InterruptedException {
        Outcome outcome = supervisor.replies(WELL).ottugi(commandLine.split(" "));
        assertEquals(0, outcome.code(), outcome::toString);
        assertEquals(List.of(request), supervisor.requests());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "results.psv", delimiter = '|', quoteCharacter = '`')
    void tells(String reply, String line) throws InterruptedException {
        Outcome outcome = supervisor.replies(reply, WELL).ottugi("start", "web");
        assertEquals(line + "\n", outcome.out());
    }

    @Test
    void whatIsNotWellIsAnExitCode() throws InterruptedException {
        String fell = "{\"worker\":\"db\",\"ok\":false,\"result\":\"fell\",\"detail\":\"exit 1\"}";
        assertEquals(1, supervisor.replies(fell, ILL).ottugi("start", "db").code());
        String late = "{\"worker\":\"web\",\"ok\":false,\"result\":\"timeout\"}";
        supervisor.replies(late, fell, ILL);
        assertEquals(75, supervisor.ottugi("start", "all", "--timeout", "1s").code());
    }

    @Test
    void aRefusalIsALineAndItsCode() throws InterruptedException {
        supervisor.replies("{\"error\":\"there is no worker 'wbe'\",\"code\":64}");
        Outcome outcome = supervisor.ottugi("stop", "wbe");
        assertEquals(64, outcome.code());
        assertEquals("ottugi: there is no worker 'wbe'\n", outcome.err());
        assertEquals("", outcome.out());
    }

    @ParameterizedTest
    @CsvSource({
        "start,                    say which workers",
        "start web --tiemout 5s,   there is no option '--tiemout'",
        "stop web --timeout,       missing argument",
        "stop web --timeout 5,     no duration",
        "stop --rolling web,       there is no option '--rolling'",
        "signal HUP,               which workers",
        "signal NOPE web,          no signal",
        "scale web,                how many",
        "scale web x,              no number",
        "scale web 1 2,            how many",
        "reload now,               one word too many",
        "events -l x,              no number",
    })
    void whatIsWrongIsSaidBeforeAnythingIsAsked(String commandLine, String complaint)
            throws InterruptedException {
        Outcome outcome = supervisor.ottugi(commandLine.split(" "));
        assertEquals(64, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains(complaint), outcome::toString);
        assertEquals(1, outcome.err().lines().count(), outcome::toString);
        assertEquals(List.of(), supervisor.requests());
    }

    @ParameterizedTest
    @CsvSource({"start web", "stop web", "restart web", "signal HUP web", "scale web 2", "reload"})
    void withoutASupervisorTheySaySo(String commandLine) throws Exception {
        supervisor.close();
        Outcome outcome = FakeSupervisor.ottugi(home, commandLine.split(" "));
        assertEquals(3, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains("no supervisor is up under 'default'"), outcome::err);
        open();
    }
}
