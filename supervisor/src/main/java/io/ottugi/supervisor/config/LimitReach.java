package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.lifecycle.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a restart limit can ever be used up: the backoff spreads restarts, so that only so many
 * fit into the window even of a worker that falls at once each time.
 */
final class LimitReach {
    private final Values values;

    LimitReach(Values values) {
        this.values = values;
    }

    /** A sentence, if the limit never does anything. */
    Optional<String> complaint() throws BadSetting {
        int restarts = Integer.parseInt(values.text(Key.RESTART_LIMIT_RESTARTS, "1"));
        Duration within = values.duration(Key.RESTART_LIMIT_WITHIN, SpecMaker.WINDOW);
        int most = most(restarts, within.toNanos());
        if (most >= restarts) {
            return Optional.empty();
        }
        return Optional.of(
                "restart.limit is never reached: of the "
                        + restarts
                        + " restarts that it allows within "
                        + Durations.format(within)
                        + " at most "
                        + most
                        + " fit with this backoff; lower restarts or restart.max, or lengthen"
                        + " within");
    }

    /**
     * The most restarts that can lie in a window, up to a number of interest. A series of falls is
     * cheapest at its beginning, and a good run of {@code reset_after} begins a new one; so with
     * each number of series the restarts are spread over them evenly.
     */
    private int most(int interesting, long window) throws BadSetting {
        double[] series = series(interesting);
        double reset = values.resetAfter().toNanos();
        int most = 0;
        for (int count = 1; count <= interesting && (count - 1) * reset < window; count++) {
            int fit = most;
            while (fit < interesting && span(series, fit + 1, count, reset) < window) {
                fit++;
            }
            most = fit;
        }
        return most;
    }

    /** Least time from the first to the last of so many restarts in so many series. */
    private static double span(double[] series, int restarts, int count, double reset) {
        int each = restarts / count;
        int longer = restarts % count;
        return (count - 1) * reset + longer * series[each + 1] + (count - longer) * series[each];
    }

    /** By number of restarts in a row: the least time from the first to the last of them. */
    private double[] series(int restarts) throws BadSetting {
        double factor = values.number(Key.RESTART_FACTOR, Backoff.DEFAULT.factor());
        double least = 1 - values.number(Key.RESTART_JITTER, Backoff.DEFAULT.jitter());
        double max = values.longestWait().toNanos();
        double wait = values.initialWait().toNanos();
        double[] spans = new double[restarts + 2];
        for (int n = 2; n < spans.length; n++) {
            spans[n] = spans[n - 1] + Math.min(wait, max) * least;
            wait = Math.min(wait * factor, max);
        }
        return spans;
    }
}
