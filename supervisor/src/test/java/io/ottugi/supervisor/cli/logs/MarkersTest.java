package io.ottugi.supervisor.cli.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ottugi.supervisor.cli.events.Generations;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where generations ended and why, by the event record. */
class MarkersTest {
    private final Generations generations =
            new Generations(Instant.parse("2026-11-22T18:00:00Z"), ZoneOffset.UTC);
    private final Markers markers =
            new Markers(generations, new LogStream.Owner("web", false), text -> text);

    private void event(String time, String event, long generation, String rest) {
        String at = time.contains("T") ? time : "2026-11-22T" + time;
        generations.take(
                List.of(
                        "{\"at\":\"%sZ\",\"event\":\"%s\",\"worker\":\"web\",\"generation\":%d%s}"
                                .formatted(at, event, generation, rest)));
    }

    private void starts(String time, long generation, long position) {
        event(time, "starting", generation, ",\"log_position\":" + position);
    }

    private void falls(String time, long generation, String cause) {
        event(time, "fell", generation, ",\"cause\":\"" + cause + "\",\"by\":\"itself\"");
    }

    @Test
    void standWhereGenerationsBegin() {
        starts("17:00:00", 1, 0);
        falls("17:45:01", 1, "exit 3");
        starts("17:45:02", 2, 500);
        markers.skipTo(1);
        assertEquals(500, markers.next());
        assertEquals(List.of(), markers.due(499));
        assertEquals(
                List.of("── web fell: exit 3, 17:45:01, generation 2 follows ──"),
                markers.due(500));
        assertEquals(Long.MAX_VALUE, markers.next());
    }

    @Test
    void sayWhatWasFoundOut() {
        starts("17:00:00", 3, 0);
        falls("17:45:01", 3, "exit 3");
        event("17:45:01.1", "explained", 3, ",\"finding\":\"java-out-of-memory\"");
        starts("17:45:02", 4, 10);
        markers.skipTo(1);
        assertEquals(
                List.of(
                        "── web fell: exit 3 (java out of memory), 17:45:01, generation 4"
                                + " follows ──"),
                markers.due(10));
    }

    @Test
    void anotherDayIsSaid() {
        starts("2026-11-20T07:00:00", 1, 0);
        assertEquals(
                List.of("── web: generation 1 starts, 2026-11-20 07:00:00 ──"), markers.due(0));
    }

    @Test
    void endWithoutSuccessorIsToldOnce() {
        starts("17:00:00", 1, 0);
        assertFalse(markers.hasEnded());
        event("17:30:00", "fell", 1, ",\"cause\":\"signal TERM\",\"by\":\"us\"");
        assertEquals(Optional.of("── web ended as asked: signal TERM, 17:30:00 ──"), markers.end());
        assertEquals(Optional.empty(), markers.end());
        starts("17:40:00", 2, 9);
        markers.skipTo(1);
        assertEquals(List.of("── web: generation 2 follows, 17:40:00 ──"), markers.due(9));
    }

    @Test
    void manyInOnePlaceAreFew() {
        for (int generation = 1; generation <= 100; generation++) {
            starts("17:00:00", generation, 7);
            event("17:00:01", "could-not-start", generation, ",\"cause\":\"could not start: x\"");
        }
        List<String> due = markers.due(7);
        assertEquals(3, due.size());
        assertEquals("── and 98 more, with nothing written between ──", due.get(1));
        assertEquals("── web: could not start: x, 17:00:01, generation 100 follows ──", due.get(2));
    }

    @Test
    void placesThatAreNotKnownAndDamagedLinesAreLeftOut() {
        event("17:00:00", "starting", 1, "");
        generations.take(List.of("{\"event\":\"starting\"", "\"starting\"", "{\"at\":1}"));
        starts("17:00:01", 2, 5);
        assertEquals(5, markers.next());
        assertEquals(1, markers.due(5).size());
    }
}
