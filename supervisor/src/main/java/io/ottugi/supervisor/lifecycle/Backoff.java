package io.ottugi.supervisor.lifecycle;

import java.time.Duration;

/**
 * How long to wait before the next start of a worker that keeps falling.
 *
 * @param initial wait after the second fall in a row
 * @param factor growth from one wait to the next, at least 1
 * @param max no wait is longer, before jitter
 * @param jitter a wait is multiplied by a random number in 1 ± jitter, 0 to 1
 */
public record Backoff(Duration initial, double factor, Duration max, double jitter) {
    public static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(100), 2.0, Duration.ofSeconds(30), 0.2);

    /** The shortest wait of what keeps falling, whatever its waits are set to. */
    public static final Duration SHORTEST = Duration.ofMillis(50);

    public Backoff {
        require(!initial.isNegative(), "initial must not be negative");
        require(initial.compareTo(max) <= 0, "initial must not exceed max");
        require(factor >= 1 && Double.isFinite(factor), "factor must be at least 1");
        require(jitter >= 0 && jitter <= 1, "jitter must be between 0 and 1");
    }

    /**
     * The wait after the n-th fall in a row, which is at least {@link #SHORTEST} from the second
     * on.
     *
     * @param falls n; the first fall is answered at once
     * @param random uniform in [0, 1)
     * @return nanoseconds
     */
    long delay(int falls, double random) {
        if (falls <= 1) {
            return 0;
        }
        double grown = initial.toNanos() * Math.pow(factor, falls - 2.0);
        double capped = Math.min(grown, (double) max.toNanos());
        return Math.max(
                SHORTEST.toNanos(), Math.round(capped * (1 - jitter + 2 * jitter * random)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
