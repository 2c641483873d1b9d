package io.ottugi.supervisor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Output is whatever a program writes: colours, binary, lines without end. */
class OutputTextTest {
    @Test
    void coloursAndControlsAreTakenAway() {
        assertEquals(
                List.of("ERROR Port 80 was already in use", "title"),
                text(
                        "\u001b[31mERROR\u001b[0m Port \u001b[1;4m80\u001b[m was already in use\u0000\r\n\u001b]0;x\u0007title\n\n"));
    }

    @Test
    void brokenBytesDoNotHideWhatIsBesideThem() {
        byte[] line = "x: Address already in use\n".getBytes(StandardCharsets.UTF_8);
        line[0] = (byte) 0xff;
        assertEquals("\ufffd: Address already in use", OutputText.of(line, true).lines().get(0));
    }

    @Test
    void aTornFirstLineIsNoLine() {
        byte[] bytes = "rn\nwhole\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("whole"), OutputText.of(bytes, false).lines());
        assertEquals(List.of("rn", "whole"), OutputText.of(bytes, true).lines());
        assertEquals(
                List.of("endless"),
                OutputText.of("endless".getBytes(StandardCharsets.UTF_8), false).lines());
    }

    @Test
    void anEndlessLineIsCut() {
        String huge = "x".repeat(1 << 20);
        assertEquals(OutputText.LONGEST_LINE, text(huge).get(0).length());
    }

    @Test
    void anythingIsSearchedInBoundedTime() {
        Random random = new Random(7);
        byte[] noise = new byte[256 << 10];
        random.nextBytes(noise);
        String[] nasty = {
            new String(noise, StandardCharsets.ISO_8859_1),
            "Permission denied ".repeat(14_000),
            "bind to bind to: bind(".repeat(10_000),
            "\tat a.b.C.d(E.java:1)\n".repeat(11_000),
            "Error: ".repeat(30_000),
            "port port port 1 ".repeat(15_000) + "Address already in use",
            "Caused by: x\n".repeat(20_000),
        };
        for (String output : nasty) {
            long begun = System.nanoTime();
            Finding found = Falls.exit(1).said(output).found();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.toMillis() < 3000, () -> found.kind() + " took " + took);
        }
    }

    @Test
    void theTailHasWholeLines() {
        OutputText text = OutputText.of("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8), true);
        assertEquals("two\nthree\n", text.tail(10));
        assertEquals("one\ntwo\nthree\n", text.tail(1000));
    }

    private static List<String> text(String output) {
        return OutputText.of(output.getBytes(StandardCharsets.UTF_8), true).lines();
    }
}
