package io.ottugi.worker;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The line of one count: {@code 17 pid 4711 2026-11-22T11:08:56Z}. */
final class CountLine {
    private CountLine() {}

    /** The count comes first, as resuming and everybody's tools expect it. */
    static String of(long count, long pid, Instant at) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
        String time = utc.toString();
        String seconds = utc.getSecond() == 0 ? ":00" : "";
        return count + " pid " + pid + " " + time + seconds + "Z\n";
    }
}
