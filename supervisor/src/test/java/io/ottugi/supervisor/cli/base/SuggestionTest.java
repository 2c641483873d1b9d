package io.ottugi.supervisor.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.FakeSupervisor;
import io.ottugi.supervisor.cli.FakeSupervisor.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of mistyped words. */
class SuggestionTest {
    @TempDir Path home;

    @ParameterizedTest
    @CsvSource({
        "wyh,                   did you mean 'why'?",
        "staus,                 did you mean 'status'?",
        "pu,                    did you mean 'up'?",
        "log,                   did you mean 'logs'?",
        "Status,                did you mean 'status'?",
        "ps,                    here that is 'ottugi status'",
        "daemon-reload,         here that is 'ottugi reload'",
        "enable,                here that is 'ottugi boot enable'",
        "status --jsn,          did you mean '--json'?",
        "status -jsn,           did you mean '--json'?",
        "start web --tiemout=5s,did you mean '--timeout'?",
        "up --keepgoing -- x,   did you mean '--keep-going'?",
        "help setings,          did you mean 'settings'?",
        "help strat,            did you mean 'start'?",
        "boot enabel,           did you mean 'enable'?",
        "evidence exprot,       did you mean 'export'?",
        "signal TREM web,       did you mean 'TERM'?",
    })
    void theNearestIsTold(String line, String suggestion) throws InterruptedException {
        Outcome outcome = FakeSupervisor.ottugi(home, line.split(" "));
        assertEquals(64, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains(" (" + suggestion + ")"), outcome::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ni", "frobnicate", "status --xyzzy", "help me"})
    void whatIsNearNothingIsNotGuessedAt(String line) throws InterruptedException {
        Outcome outcome = FakeSupervisor.ottugi(home, line.split(" "));
        assertEquals(64, outcome.code(), outcome::toString);
        assertFalse(outcome.err().contains("did you mean"), outcome::toString);
    }
}
