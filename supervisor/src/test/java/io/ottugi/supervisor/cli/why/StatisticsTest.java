package io.ottugi.supervisor.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0s | ''",
                "6h 6h 6h | 0s | always after running for 6h",
                "6h 6h 6h 6h | 0s | every 6h",
                "6h 370m 350m 6h 355m | 0s | every 6h ± 10m",
                "6h 6h 1h 6h 6h | 0s | ''",
                "6h 8h 7h 5h 9h | 0s | ''",
                // Waits between that are longer than the runs are our own.
                "61s 61s 61s 61s 61s | 300s | always after running for 61s",
                "2s 1s 2s | 30s | always within 2s of its start",
                "2s 1s 2100ms | 0s | always within 3s of its start",
                "2s 1s | 0s | ''",
                "10ms 20ms 15ms 10ms | 30s | always within 1s of its start",
                "2s 1s 20s | 0s | ''",
                "20s 20s 20100ms | 0s | always after running for 20s",
                "20s 20s 20s 20s | 0s | every 20s",
                "20s 20s 20s 20s 20s | 9s | always after running for 20s",
                "24h 1445m 24h 1435m 24h | 0s | always at about 12:00"
            })
    void whatIsRegular(String runs, String pause, String words) throws BadSetting {
        List<FallRecord> falls = Falls.apart(runs, pause);
        assertEquals(words, String.join("; ", Regularity.of(falls, ZoneOffset.UTC).words()));
    }

    @Test
    void timeOfDayIsTheOperators() throws BadSetting {
        List<FallRecord> falls = Falls.inARow("24h 24h 48h 24h");
        assertEquals(
                List.of("always at about 21:00"),
                Regularity.of(falls, ZoneId.of("Asia/Seoul")).words());
    }

    @Test
    void aroundMidnightIsOneTime() throws BadSetting {
        List<FallRecord> falls = Falls.inARow("24h 1435m 1450m 24h");
        assertEquals(
                List.of("always at about 00:00"),
                Regularity.of(falls, ZoneOffset.ofHours(12)).words());
    }

    @Test
    void onlyTheNewestCount() throws BadSetting {
        String old = "1h 7h 3h ".repeat(5);
        assertEquals(
                List.of("every 6h"),
                Regularity.of(Falls.inARow(old + "6h ".repeat(20).strip()), ZoneOffset.UTC)
                        .words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10m | 30d | once in the last hour",
                "10m 20m | 30d | 2 times in the last hour",
                "10m 20m 2h 3h | 30d | 2 times in the last hour, 4 in the last day",
                "10m 2h 30h | 30d | once in the last hour, 2 in the last day, 3 in the last week",
                "2h | 30d | once in the last day",
                "30h 10d | 30d | once in the last week, 2 in the 30d on record",
                "10d | 30d | once in the 30d on record",
                "10d 12d | '' | 2 times in all",
                "10s 20s | 3m | 2 times in the 3m on record",
                "10m 2h | 5h | once in the last hour, 2 in the 5h on record",
                "10m | '' | once in the last hour"
            })
    void howOften(String ages, String record, String words) throws BadSetting {
        List<Instant> moments = new ArrayList<>();
        for (String age : ages.split(" ")) {
            moments.add(0, Falls.NOW.minus(Durations.parse(age)));
        }
        Instant since =
                record == null || record.isEmpty()
                        ? null
                        : Falls.NOW.minus(Durations.parse(record));
        assertEquals(words, Frequency.of(moments, Falls.NOW).words(since, Falls.NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "150, 0.2s",
        "1000, 1s",
        "2400, 2s",
        "119000, 119s",
        "121000, 2m",
        "7100000, 118m",
        "21600000, 6h",
        "23000000, 6.4h",
        "259200000, 3d"
    })
    void aboutSoLong(long millis, String words) {
        assertEquals(words, Spans.about(Duration.ofMillis(millis)));
    }
}
