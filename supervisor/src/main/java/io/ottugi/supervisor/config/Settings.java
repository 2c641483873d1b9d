package io.ottugi.supervisor.config;

import io.ottugi.supervisor.lifecycle.Backoff;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings as text, each checked and canonical, in the order they were given. This is the form in
 * which they travel: on command lines, to the supervisor, into the boot entry.
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

    /**
     * Takes {@code KEY=VALUE} texts.
     *
     * @param base what relative paths are resolved against
     * @throws BadSetting for the first that is wrong or given twice
     */
    public static Settings parse(List<String> assignments, Path base) throws BadSetting {
        Map<String, String> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new BadSetting("'" + assignment + "' is no setting; expected KEY=VALUE");
            }
            String written = assignment.substring(0, equals);
            String value = assignment.substring(equals + 1);
            String canonical = Key.parse(written).canonical(written, value, base);
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

    public boolean has(Key key) {
        return values.containsKey(key.label());
    }

    /** These settings, and one more unless it is set already. */
    public Settings orElse(Key key, String canonicalValue) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.putIfAbsent(key.label(), canonicalValue);
        return new Settings(more);
    }

    /** The worker that these settings describe. */
    public WorkerSpec toWorker(String name, List<String> command) throws BadSetting {
        return new WorkerSpec(
                name,
                command,
                Path.of(text(Key.DIRECTORY, "/")),
                has(Key.UMASK) ? Integer.valueOf(text(Key.UMASK, ""), 8) : null,
                environment(),
                lifecycle(),
                SignalName.parse(text(Key.STOP_SIGNAL, "TERM")),
                has(Key.LOG_FILE) ? Path.of(text(Key.LOG_FILE, "")) : null);
    }

    private LifecyclePolicy lifecycle() throws BadSetting {
        LifecyclePolicy byDefault = LifecyclePolicy.DEFAULT;
        return new LifecyclePolicy(
                restart(byDefault.restart()),
                byDefault.readyTimeout(),
                duration(Key.STOP_TIMEOUT, byDefault.stopTimeout()));
    }

    private RestartPolicy restart(RestartPolicy byDefault) throws BadSetting {
        String mode = text(Key.RESTART_POLICY, "always");
        return new RestartPolicy(
                RestartPolicy.Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')),
                backoff(byDefault.backoff()),
                duration(Key.RESTART_RESET_AFTER, byDefault.resetAfter()),
                successExitCodes());
    }

    private Backoff backoff(Backoff byDefault) throws BadSetting {
        Duration max = duration(Key.RESTART_MAX, byDefault.max());
        Duration initial = duration(Key.RESTART_INITIAL, shorter(byDefault.initial(), max));
        if (initial.compareTo(max) > 0) {
            throw new BadSetting(
                    "restart.initial ("
                            + Durations.format(initial)
                            + ") is longer than restart.max ("
                            + Durations.format(max)
                            + ")");
        }
        return new Backoff(
                initial,
                number(Key.RESTART_FACTOR, byDefault.factor()),
                max,
                number(Key.RESTART_JITTER, byDefault.jitter()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Set<Integer> successExitCodes() {
        Set<Integer> codes = new TreeSet<>();
        for (String code : text(Key.SUCCESS_EXIT_CODES, "0").split(",", -1)) {
            codes.add(Integer.valueOf(code));
        }
        return codes;
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        values.forEach(
                (written, value) ->
                        Key.ENVIRONMENT
                                .variable(written)
                                .ifPresent(variable -> variables.put(variable, value)));
        return variables;
    }

    private Duration duration(Key key, Duration byDefault) throws BadSetting {
        String text = values.get(key.label());
        return text == null ? byDefault : Durations.parse(text);
    }

    private double number(Key key, double byDefault) {
        String text = values.get(key.label());
        return text == null ? byDefault : Double.parseDouble(text);
    }

    private String text(Key key, String byDefault) {
        return values.getOrDefault(key.label(), byDefault);
    }
}
