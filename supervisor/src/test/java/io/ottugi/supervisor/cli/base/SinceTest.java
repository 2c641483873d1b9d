package io.ottugi.supervisor.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.value.BadSetting;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final ZonedDateTime NOW =
            ZonedDateTime.parse("2026-11-22T17:30:00+09:00[Asia/Seoul]");

    @ParameterizedTest
    @CsvSource({
        "10m, 2026-11-22T08:20:00Z",
        "10m ago, 2026-11-22T08:20:00Z",
        "1h30m, 2026-11-22T07:00:00Z",
        "1.5h, 2026-11-22T07:00:00Z",
        "now, 2026-11-22T08:30:00Z",
        "today, 2026-11-21T15:00:00Z",
        "yesterday, 2026-11-20T15:00:00Z",
        "17:00, 2026-11-22T08:00:00Z",
        "17:00:05, 2026-11-22T08:00:05Z",
        "2026-11-21, 2026-11-20T15:00:00Z",
        "2026-11-21T17:00, 2026-11-21T08:00:00Z",
        "2026-11-21 17:00:01, 2026-11-21T08:00:01Z",
        "2026-11-21T17:00:00.5Z, 2026-11-21T17:00:00.500Z",
        "2026-11-21T17:00+01:00, 2026-11-21T16:00:00Z",
    })
    void asPeopleWriteIt(String text, Instant expected) throws BadSetting {
        assertEquals(expected, Since.parse(text, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "noon", "10", "10x", "25:00", "2026-13-01", "1..2h", "-5m", "11/22"})
    void anythingElseIsRefused(String text) {
        BadSetting refused = assertThrows(BadSetting.class, () -> Since.parse(text, NOW));
        assertTrue(String.valueOf(refused.getMessage()).contains("'" + text + "'"));
    }

    @Test
    void theExampleIsOneThatIsTaken() {
        BadSetting refused = assertThrows(BadSetting.class, () -> Since.parse("x", NOW));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("or 2026-11-22T17:00"));
    }
}
