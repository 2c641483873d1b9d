package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthRateTest {
    @ParameterizedTest
    @CsvSource({
        // remaining, grown, in ms, next look in ms
        "50000000, 0, 1000, 1000",
        "50000000, 100, 1000, 1000",
        "50000000, 50000000, 1000, 500",
        "50000000, 100000000, 1000, 250",
        "10000000, 1000000000, 1000, 50",
        "0, 1000000, 1000, 50",
        "1000, 1, 1, 500",
    })
    void halfTheTimeThatIsLeft(long remaining, long grown, long passed, long next) {
        assertEquals(ms(next), GrowthRate.waitFor(remaining, grown, ms(passed)));
    }

    @Test
    void afterSilenceItIsLookedAtSoon() {
        GrowthRate growth = new GrowthRate();
        growth.measure(0, 0);
        assertFalse(growth.hasGrown());
        growth.measure(TimeUnit.HOURS.toNanos(1), 1000);
        assertTrue(growth.hasGrown());
        assertEquals(ms(100), growth.untilNextCheck(50_000_000));
        growth.measure(TimeUnit.HOURS.toNanos(1) + ms(100), 1000 + 10_000_000);
        assertEquals(ms(200), growth.untilNextCheck(40_000_000));
    }

    @Test
    void timesAreIndexedOnceASecondAndAtTheEnd() {
        GrowthRate growth = new GrowthRate();
        growth.measure(0, 0);
        assertTrue(growth.claimIndexLine());
        growth.measure(ms(100), 10);
        assertFalse(growth.claimIndexLine(), "within the second");
        growth.measure(ms(1000), 20);
        assertTrue(growth.claimIndexLine());
        growth.measure(ms(1100), 30);
        assertFalse(growth.claimIndexLine());
        growth.measure(ms(1200), 30);
        assertTrue(growth.claimIndexLine(), "it is quiet now");
        growth.measure(ms(9000), 30);
        assertFalse(growth.claimIndexLine(), "nothing new");
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
