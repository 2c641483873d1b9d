package io.ottugi.supervisor.config.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "100ms, PT0.1S",
        "0.5ms, PT0.0005S",
        "1.5s, PT1.5S",
        ".5s, PT0.5S",
        "5.s, PT5S",
        "10s, PT10S",
        "2m, PT2M",
        "1h, PT1H",
        "1d, PT24H",
        "365d, PT8760H",
        "007s, PT7S"
    })
    void parses(String text, Duration expected) throws BadSetting {
        assertEquals(expected, Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "ms",
                ".",
                ".s",
                "1..5s",
                "1.2.3s",
                "-1s",
                "+1s",
                "1",
                "10",
                "00",
                "1 s",
                " 1s",
                "1s ",
                "1S",
                "1MS",
                "1min",
                "1e3s",
                "0x1s",
                "NaNs",
                "Infinitys",
                "1s1s",
                "1m 5s",
                "１s",
                "1,5s",
                "1w",
                "1µs",
                "1234567890123456789s"
            })
    void refuses(String text) {
        BadSetting e = assertThrows(BadSetting.class, () -> Durations.parse(text));
        assertEquals(
                "'" + text + "' is no duration; expected one such as 100ms, 10s or 2m",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"366d", "365.1d", "999999999999999999ms", "8761h"})
    void refusesMoreThanAYear(String text) {
        BadSetting e = assertThrows(BadSetting.class, () -> Durations.parse(text));
        assertEquals("'" + text + "' is longer than a year", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.0009S, 0ms",
        "PT0.95S, 950ms",
        "PT1S, 1s",
        "PT12.34S, 12.3s",
        "PT59.999S, 59.9s",
        "PT60S, 1m 0s",
        "PT3M5S, 3m 5s",
        "PT59M59.9S, 59m 59s",
        "PT1H, 1h 0m",
        "PT25H, 1d 1h",
        "P365D, 365d 0h"
    })
    void formats(Duration duration, String expected) {
        assertEquals(expected, Durations.format(duration));
    }
}
