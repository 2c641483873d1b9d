package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FloodMeterTest {
    private static final OptionalLong NO = OptionalLong.empty();

    private final FloodMeter meter = new FloodMeter();

    @Test
    void eachFloodIsToldOnce() {
        assertEquals(NO, look(0, 500, 100), "what was there before");
        assertEquals(NO, look(5, 100_000, 100), "ten seconds are not over");
        assertEquals(OptionalLong.of(10_000), look(10, 100_500, 100));
        assertEquals(NO, look(20, 300_500, 100), "it goes on");
        assertEquals(NO, look(30, 300_600, 100), "it is over");
        assertEquals(OptionalLong.of(101), look(40, 301_610, 100), "another");
    }

    @Test
    void asMuchAsIsAllowedIsNoFlood() {
        assertEquals(NO, look(0, 0, 100));
        assertEquals(NO, look(10, 1000, 100));
        assertEquals(NO, look(20, 1_000_000, 0), "no limit");
    }

    private OptionalLong look(long seconds, long position, long most) {
        return meter.measure(TimeUnit.SECONDS.toNanos(seconds), position, most);
    }
}
