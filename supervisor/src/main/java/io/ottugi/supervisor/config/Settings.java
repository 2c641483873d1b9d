package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings as text, each checked and canonical, in the order they were given. This is the form in
 * which they travel: from files and command lines, to the supervisor, into the boot entry.
 */
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** No settings: all by default. */
    public static Settings none() {
        return new Settings(Map.of());
    }

    /** Takes {@code KEY=VALUE} texts of a worker. */
    public static Settings parse(List<String> assignments, Path base) throws BadSetting {
        return parse(assignments, base, Scope.WORKER);
    }

    /**
     * Takes {@code KEY=VALUE} texts.
     *
     * @param base what relative paths are resolved against
     * @throws BadSetting for the first that is wrong or given twice
     */
    public static Settings parse(List<String> assignments, Path base, Scope scope)
            throws BadSetting {
        Map<String, String> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new BadSetting("'" + assignment + "' is no setting; expected KEY=VALUE");
            }
            String written = Key.fullName(assignment.substring(0, equals));
            String value = assignment.substring(equals + 1);
            String canonical = Key.parse(written, scope).canonical(written, value, base);
            String before = values.put(written, canonical);
            if (before != null && !before.equals(canonical)) {
                throw new BadSetting(
                        written + " is set twice, to '" + before + "' and to '" + canonical + "'");
            }
        }
        return new Settings(values);
    }

    /** The settings as {@code KEY=VALUE} texts that {@link #parse} takes. */
    public List<String> assignments() {
        return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    /** Canonical values by key as it is written, in the order they were given. */
    public Map<String, String> values() {
        return values;
    }

    public boolean has(Key key) {
        return values.containsKey(key.label());
    }

    public Optional<String> get(Key key) {
        return Optional.ofNullable(values.get(key.label()));
    }

    /** These settings, and one more unless it is set already. */
    public Settings orElse(Key key, String canonicalValue) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.putIfAbsent(key.label(), canonicalValue);
        return new Settings(more);
    }

    /** These settings, but where both are set, the stronger one's. */
    public Settings under(Settings stronger) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        merged.putAll(stronger.values);
        return new Settings(merged);
    }

    Optional<Integer> instances() {
        return get(Key.INSTANCES).map(Integer::valueOf);
    }

    Set<String> after() {
        return new LinkedHashSet<>(new Values(this).list(Key.AFTER));
    }

    boolean autostart() {
        return new Values(this).flag(Key.AUTOSTART, true);
    }

    Duration stopTimeout() throws BadSetting {
        return new Values(this).duration(Key.STOP_TIMEOUT, LifecyclePolicy.DEFAULT.stopTimeout());
    }

    /** How long it is looked at, if it does not end in that time, before it is killed. */
    Duration examination() throws BadSetting {
        boolean examines = new Values(this).flag(Key.EVIDENCE_BEFORE_KILL, true);
        return examines && !stopTimeout().isZero() ? LifecyclePolicy.EXAMINATION : Duration.ZERO;
    }

    /** The worker that these settings describe. */
    WorkerSpec toWorker(WorkerId id, List<String> command, Optional<Path> logs) throws BadSetting {
        List<Conflict> conflicts = Combinations.of(this);
        if (!conflicts.isEmpty()) {
            throw new BadSetting(conflicts.get(0).message());
        }
        return new SpecMaker(this, id).worker(command, logs);
    }
}
