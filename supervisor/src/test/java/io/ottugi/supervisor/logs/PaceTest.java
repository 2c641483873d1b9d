package io.ottugi.supervisor.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
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
        assertEquals(ms(next), Pace.next(remaining, grown, ms(passed)));
    }

    @Test
    void afterSilenceItIsLookedAtSoon() {
        Growth growth = new Growth();
        growth.look(0, 0);
        assertFalse(growth.hasGrown());
        growth.look(TimeUnit.HOURS.toNanos(1), 1000);
        assertTrue(growth.hasGrown());
        assertEquals(ms(100), growth.next(50_000_000));
        growth.look(TimeUnit.HOURS.toNanos(1) + ms(100), 1000 + 10_000_000);
        assertEquals(ms(200), growth.next(40_000_000));
    }

    @Test
    void timesAreIndexedOnceASecondAndAtTheEnd() {
        Growth growth = new Growth();
        growth.look(0, 0);
        assertTrue(growth.takeIndexing());
        growth.look(ms(100), 10);
        assertFalse(growth.takeIndexing(), "within the second");
        growth.look(ms(1000), 20);
        assertTrue(growth.takeIndexing());
        growth.look(ms(1100), 30);
        assertFalse(growth.takeIndexing());
        growth.look(ms(1200), 30);
        assertTrue(growth.takeIndexing(), "it is quiet now");
        growth.look(ms(9000), 30);
        assertFalse(growth.takeIndexing(), "nothing new");
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
