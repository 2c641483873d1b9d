package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.FallPatterns;
import io.ottugi.supervisor.config.value.Lists;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.lifecycle.Backoff;
import io.ottugi.supervisor.lifecycle.FallPattern;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Typed reading of {@link Settings}. */
record Values(Settings settings) {
    String text(Key key, String byDefault) {
        return settings.get(key).orElse(byDefault);
    }

    Duration duration(Key key, Duration byDefault) throws BadSetting {
        return settings.has(key) ? Durations.parse(text(key, "")) : byDefault;
    }

    double number(Key key, double byDefault) {
        return settings.get(key).map(Double::parseDouble).orElse(byDefault);
    }

    boolean flag(Key key, boolean byDefault) {
        return settings.get(key).map(Boolean::parseBoolean).orElse(byDefault);
    }

    long size(Key key, long byDefault) throws BadSetting {
        return settings.has(key) ? Sizes.parse(text(key, "")) : byDefault;
    }

    int whole(Key key, int byDefault) {
        return settings.get(key).map(Integer::parseInt).orElse(byDefault);
    }

    List<String> list(Key key) {
        return Lists.split(text(key, ""));
    }

    Set<FallPattern> falls(Key key) throws BadSetting {
        Set<FallPattern> falls = new LinkedHashSet<>();
        for (String fall : list(key)) {
            falls.add(FallPatterns.parse(fall));
        }
        return falls;
    }

    Duration longestWait() throws BadSetting {
        return duration(Key.RESTART_MAX, Backoff.DEFAULT.max());
    }

    /** By default no longer than the longest wait, which may be set shorter. */
    Duration initialWait() throws BadSetting {
        Duration byDefault = Backoff.DEFAULT.initial();
        Duration max = longestWait();
        return duration(Key.RESTART_INITIAL, byDefault.compareTo(max) < 0 ? byDefault : max);
    }

    Duration resetAfter() throws BadSetting {
        return duration(Key.RESTART_RESET_AFTER, RestartPolicy.DEFAULT.resetAfter());
    }
}
