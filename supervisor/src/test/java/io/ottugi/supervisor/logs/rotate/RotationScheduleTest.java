package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.value.Period;
import io.ottugi.supervisor.config.value.Period.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "HOURLY, UTC, 2026-11-22T17:59:59Z, 2026-11-22T18:00:00Z",
        "HOURLY, UTC, 2026-11-22T18:00:00Z, 2026-11-22T19:00:00Z",
        "HOURLY, Asia/Kolkata, 2026-11-22T17:45:00Z, 2026-11-22T18:30:00Z",
        "DAILY, UTC, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
        "DAILY, Asia/Seoul, 2026-11-22T17:45:00Z, 2026-11-23T15:00:00Z",
        // Clocks go forward at 02:00, so that the day has 23 hours; and back, so that it has 25.
        "DAILY, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAILY, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "HOURLY, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "HOURLY, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z",
        // A day that begins at one o'clock, since the clock goes forward at midnight.
        "DAILY, Africa/Cairo, 2026-04-23T12:00:00Z, 2026-04-23T22:00:00Z",
        // 2026-11-22 is a Sunday.
        "WEEKLY, UTC, 2026-11-22T17:00:00Z, 2026-11-23T00:00:00Z",
        "WEEKLY, UTC, 2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
    })
    void next(Turn turn, String zone, Instant last, Instant next) {
        Period period = new Period(turn, Duration.ZERO);
        assertEquals(next, RotationSchedule.nextAfter(last, period, ZoneId.of(zone)));
    }

    @ParameterizedTest
    @CsvSource({"PT1M, 2026-11-22T17:01:30Z", "PT36H, 2026-11-24T05:00:30Z"})
    void afterAWhile(Duration length, Instant next) {
        Period period = new Period(Turn.NONE, length);
        Instant last = Instant.parse("2026-11-22T17:00:30Z");
        assertEquals(next, RotationSchedule.nextAfter(last, period, ZoneId.of("Europe/Berlin")));
    }
}
