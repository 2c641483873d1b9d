package io.ottugi.supervisor.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two plans in one worker, or in the supervisor itself.
 *
 * @param worker its name; {@code supervisor} for the supervisor's own settings
 * @param kind whether it is new, gone or different
 * @param keys which settings differ
 */
public record PlanChange(String worker, Kind kind, List<KeyChange> keys) {
    /** What happened to a worker. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One setting.
     *
     * @param from its old text, null when it was not set or is nobody's business
     * @param to its new text, likewise
     */
    public record KeyChange(String key, @Nullable String from, @Nullable String to) {}

    public PlanChange {
        keys = List.copyOf(keys);
    }

    /** Everything that differs, in the order of the new plan, then of the old one. */
    public static List<PlanChange> between(Plan before, Plan after) {
        List<PlanChange> changes = new ArrayList<>();
        List<KeyChange> own = keys(before.supervisor(), after.supervisor());
        if (!own.isEmpty()) {
            changes.add(new PlanChange("supervisor", Kind.CHANGED, own));
        }
        Map<String, Definition> old = new LinkedHashMap<>();
        before.workers().forEach(worker -> old.put(worker.name(), worker));
        for (Definition worker : after.workers()) {
            Definition was = old.remove(worker.name());
            if (was == null) {
                changes.add(new PlanChange(worker.name(), Kind.ADDED, List.of()));
            } else {
                changed(was, worker).ifPresent(changes::add);
            }
        }
        for (String name : old.keySet()) {
            changes.add(new PlanChange(name, Kind.REMOVED, List.of()));
        }
        return changes;
    }

    private static Optional<PlanChange> changed(Definition before, Definition after) {
        List<KeyChange> keys = new ArrayList<>(keys(before.settings(), after.settings()));
        if (!before.command().equals(after.command())) {
            keys.add(0, new KeyChange("command", line(before), line(after)));
        }
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlanChange(after.name(), Kind.CHANGED, keys));
    }

    private static String line(Definition worker) {
        return String.join(" ", worker.command());
    }

    private static List<KeyChange> keys(Settings before, Settings after) {
        Map<String, String> old = before.values();
        Map<String, String> now = after.values();
        Set<String> all = new LinkedHashSet<>(now.keySet());
        all.addAll(old.keySet());
        List<KeyChange> changes = new ArrayList<>();
        for (String key : all) {
            if (!Objects.equals(old.get(key), now.get(key))) {
                changes.add(change(key, old.get(key), now.get(key)));
            }
        }
        return changes;
    }

    /** The value of a variable may be a secret. */
    private static KeyChange change(String key, @Nullable String from, @Nullable String to) {
        return Key.ENVIRONMENT.member(key).isPresent()
                ? new KeyChange(key, null, null)
                : new KeyChange(key, from, to);
    }
}
