package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.events.EndCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Falls for tests. */
final class Falls {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Falls() {}

    static FallRecord at(Instant at, Duration ran, String cause) {
        return new FallRecord(
                at,
                1,
                EndCause.parse(cause),
                "itself",
                ran,
                Durations.format(ran),
                false,
                new JsonObject(),
                null);
    }

    /**
     * One after the other, each started at once.
     *
     * @param runs with blanks between, the oldest first; the newest ends now
     */
    static List<FallRecord> inARow(String runs) throws BadSetting {
        return apart(runs, "0s");
    }

    /**
     * @param pause between a fall and the next start
     */
    static List<FallRecord> apart(String runs, String pause) throws BadSetting {
        List<FallRecord> falls = new ArrayList<>();
        Instant at = NOW;
        String[] words = runs.isEmpty() ? new String[0] : runs.split(" ");
        for (int i = words.length - 1; i >= 0; i--) {
            Duration ran = Durations.parse(words[i]);
            falls.add(0, at(at, ran, "exit 1"));
            at = at.minus(ran).minus(Durations.parse(pause));
        }
        return falls;
    }
}
