package io.ottugi.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PureTest {
    @Test
    void theLineBeginsWithTheCount() {
        assertEquals(
                "17 pid 4711 2026-11-22T11:08:56Z\n",
                CountLine.of(17, 4711, Instant.parse("2026-11-22T11:08:56.789Z")));
        assertEquals(
                "1 pid 2 2026-01-01T00:00:00Z\n",
                CountLine.of(1, 2, Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void theIdentityIsThePidAndTheUserOfCreatedFiles() {
        String status =
                "Name:\tjava\nPid:\t4711\nPPid:\t1\nUid:\t10\t20\t30\t40\nGid:\t0\t0\t0\t0\n";
        assertEquals(new Identity(4711, 40), Identity.parse(status));
    }

    @Test
    void theFloodLosesNoLine() {
        ByteArrayOutputStream poured = new ByteArrayOutputStream();
        new Flood(5000).pour(new StandardOutput(poured));
        List<String> lines = poured.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(5000, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals("flood " + (i + 1), lines.get(i));
        }
    }
}
