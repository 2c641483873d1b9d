package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.value.BadSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A limit that is called unreachable is, and no other: every series of falls is tried. */
class LimitReachTest {
    private static final int TRIES = 2_000;
    private static final int LONGEST_ROW = 8;

    private record Policy(
            int initial,
            double factor,
            int max,
            double jitter,
            int reset,
            int restarts,
            int within) {
        static Policy random(Random random) {
            int initial = random.nextInt(50);
            return new Policy(
                    initial,
                    1 + random.nextInt(5) / 2.0,
                    initial + random.nextInt(200),
                    random.nextInt(3) / 2.0,
                    random.nextInt(300),
                    1 + random.nextInt(LONGEST_ROW),
                    1 + random.nextInt(600));
        }

        Settings settings() throws BadSetting {
            List<String> written = new ArrayList<>();
            written.add("restart.initial=" + initial + "ms");
            written.add("restart.factor=" + factor);
            written.add("restart.max=" + max + "ms");
            written.add("restart.jitter=" + jitter);
            written.add("restart.reset_after=" + reset + "ms");
            written.add("restart.limit.restarts=" + restarts);
            written.add("restart.limit.within=" + within + "ms");
            return Settings.parse(written, Path.of("/"));
        }

        /**
         * Least milliseconds from a restart after the n-th fall in a row to the r-th from there.
         */
        double least(int fallsInARow, int restartsToCome) {
            if (restartsToCome == 0) {
                return 0;
            }
            double wait = Math.min(initial * Math.pow(factor, fallsInARow - 1), max) * (1 - jitter);
            return Math.min(
                    wait + least(fallsInARow + 1, restartsToCome - 1),
                    reset + least(1, restartsToCome - 1));
        }

        boolean canBeReached() {
            return least(1, restarts - 1) < within;
        }
    }

    @Test
    void agreesWithTryingEverySeries() throws BadSetting {
        Random random = new Random(3);
        int unreachable = 0;
        for (int i = 0; i < TRIES; i++) {
            Policy policy = Policy.random(random);
            boolean complaint =
                    new LimitReach(new Values(policy.settings())).complaint().isPresent();
            assertEquals(!policy.canBeReached(), complaint, policy::toString);
            unreachable += complaint ? 1 : 0;
        }
        assertEquals(true, unreachable > TRIES / 20, "too few were unreachable: " + unreachable);
    }
}
