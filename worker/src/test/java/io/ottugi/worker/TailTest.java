package io.ottugi.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TailTest {
    @Test
    void theLastWholeLineCounts() {
        assertEquals(new Tail(17, false), tail("16 pid 1\n17 pid 1\n"));
        assertEquals(new Tail(17, false), tail("17\n"));
        assertEquals(new Tail(0, false), tail(""));
    }

    @Test
    void aTornLineMayHaveLostDigits() {
        assertEquals(new Tail(99, true), tail("99 pid 1\n10"));
        assertEquals(new Tail(0, true), tail("10"));
    }

    @Test
    void whatIsNoCountIsPassedOver() {
        assertEquals(new Tail(5, false), tail("5 pid 1\nhello\n\n-3\n\0\0\0\n"));
        assertEquals(new Tail(0, false), tail("99999999999999999999\n"));
    }

    @Test
    void theFirstLineOfACutMayHaveLostDigits() {
        String cut = "1".repeat(4) + "\n" + "x".repeat(Tail.LENGTH - 6) + "\n";
        assertEquals(new Tail(0, false), tail(cut));
        assertEquals(new Tail(1111, false), tail(cut.substring(0, Tail.LENGTH - 2) + "\n"));
    }

    private static Tail tail(String text) {
        return Tail.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
