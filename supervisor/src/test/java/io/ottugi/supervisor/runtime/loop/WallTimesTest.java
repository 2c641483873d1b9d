package io.ottugi.supervisor.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.lifecycle.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallTimesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private long nanos = 1_000_000_000;
    private Instant now = NOON;

    private final Clock clock =
            new Clock() {
                @Override
                public long nanos() {
                    return nanos;
                }

                @Override
                public Instant now() {
                    return now;
                }
            };

    @Test
    void aSetClockMovesNoTimeThatWas() {
        Snapshot begun = Snapshot.initial(0, nanos);
        WallTimes times = new WallTimes(clock, begun);
        now = now.plus(Duration.ofHours(8));
        nanos += 1_000_000_000;
        times.note(begun);
        assertEquals(NOON, times.since());
        times.note(Snapshot.initial(1, nanos));
        assertEquals(NOON.plus(Duration.ofHours(8)), times.since());
    }
}
