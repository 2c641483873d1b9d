package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.FallPatterns;
import io.ottugi.supervisor.lifecycle.FallPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds settings of one worker that cannot be meant together. */
final class Combinations {
    private static final List<Key> OF_LIMIT =
            List.of(Key.RESTART_LIMIT_WITHIN, Key.RESTART_LIMIT_THEN, Key.RESTART_LIMIT_HOLD);

    private final Settings settings;
    private final Values values;
    private final List<Conflict> found = new ArrayList<>();

    private Combinations(Settings settings) {
        this.settings = settings;
        this.values = new Values(settings);
    }

    /** All that is wrong with them, or nothing. */
    static List<Conflict> of(Settings settings) throws BadSetting {
        Combinations combinations = new Combinations(settings);
        combinations.waits();
        combinations.exceptions();
        combinations.limit();
        combinations.order();
        combinations.examination();
        combinations.found.addAll(EdgeConflicts.of(settings));
        return combinations.found;
    }

    private void add(Key key, String message) {
        found.add(new Conflict("", key.label(), message));
    }

    private void waits() throws BadSetting {
        Duration initial = values.initialWait();
        Duration max = values.longestWait();
        if (initial.compareTo(max) > 0) {
            add(
                    Key.RESTART_INITIAL,
                    "restart.initial ("
                            + Durations.format(initial)
                            + ") is longer than restart.max ("
                            + Durations.format(max)
                            + ")");
        }
    }

    private void exceptions() throws BadSetting {
        Set<FallPattern> never = values.falls(Key.RESTART_NEVER_AFTER);
        for (FallPattern pattern : values.falls(Key.RESTART_ALWAYS_AFTER)) {
            if (never.contains(pattern)) {
                add(
                        Key.RESTART_ALWAYS_AFTER,
                        "'"
                                + FallPatterns.text(pattern)
                                + "' is in restart.never_after and in restart.always_after; take it"
                                + " out of one");
            }
        }
    }

    private void limit() throws BadSetting {
        if (!settings.has(Key.RESTART_LIMIT_RESTARTS)) {
            for (Key key : OF_LIMIT) {
                if (settings.has(key)) {
                    add(key, key.label() + " is set, but there is no restart.limit.restarts");
                }
            }
            return;
        }
        String then = values.text(Key.RESTART_LIMIT_THEN, "fail");
        if (settings.has(Key.RESTART_LIMIT_HOLD) && !then.equals("hold")) {
            add(
                    Key.RESTART_LIMIT_HOLD,
                    "restart.limit.hold is only for restart.limit.then = hold, which is " + then);
        }
        if (then.equals("hold")
                && values.duration(Key.RESTART_LIMIT_HOLD, SpecMaker.HOLD).isZero()) {
            add(
                    Key.RESTART_LIMIT_HOLD,
                    "restart.limit.hold is 0, which would be no pause at all; expected a duration"
                            + " such as 5m");
        }
        if (found.stream().noneMatch(c -> c.key().equals(Key.RESTART_INITIAL.label()))) {
            Optional<String> unreachable = new LimitReach(values).complaint();
            unreachable.ifPresent(why -> add(Key.RESTART_LIMIT_RESTARTS, why));
        }
    }

    private void order() {
        if (values.flag(Key.ONESHOT, false)
                && values.text(Key.RESTART_POLICY, "always").equals("always")) {
            add(
                    Key.ONESHOT,
                    "oneshot is set, but restart.policy is always, so that it would never be done;"
                            + " expected restart.policy on-failure or never");
        }
        if (values.flag(Key.RESTART_WITH, false) && values.list(Key.AFTER).isEmpty()) {
            add(
                    Key.RESTART_WITH,
                    "restart_with is set, but 'after' names no worker to be restarted with");
        }
    }

    /** Not to wait at all for the end is not to wait for evidence either. */
    private void examination() throws BadSetting {
        boolean wanted =
                settings.has(Key.EVIDENCE_BEFORE_KILL)
                        && values.flag(Key.EVIDENCE_BEFORE_KILL, true);
        if (wanted && settings.stopTimeout().isZero()) {
            add(
                    Key.EVIDENCE_BEFORE_KILL,
                    "evidence.before_kill is true, but stop.timeout is 0, so that it is killed at"
                            + " once; expected a stop.timeout such as 10s");
        }
    }
}
