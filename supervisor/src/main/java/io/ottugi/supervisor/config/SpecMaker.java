package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.Arguments;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Lists;
import io.ottugi.supervisor.config.value.Period;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Backoff;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.RestartLimit;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes one instance's {@link WorkerSpec} of settings that are known not to conflict. */
final class SpecMaker {
    static final Duration WINDOW = Duration.ofSeconds(60);
    static final Duration HOLD = Duration.ofMinutes(5);

    private final Settings settings;
    private final Values values;
    private final WorkerId id;
    private final Placeholders placeholders;

    SpecMaker(Settings settings, WorkerId id) {
        this.settings = settings;
        this.values = new Values(settings);
        this.id = id;
        this.placeholders = new Placeholders(id);
    }

    WorkerSpec worker(List<String> command, Optional<Path> logs) throws BadSetting {
        Execution execution = execution(placeholders.fill(command), logs);
        return new WorkerSpec(
                id,
                execution,
                lifecycle(),
                stop(),
                new Order(
                        settings.after(),
                        values.flag(Key.RESTART_WITH, false),
                        values.flag(Key.ONESHOT, false)),
                settings.autostart(),
                logPolicy(),
                evidence(),
                whenChanged(execution));
    }

    private Execution execution(List<String> command, Optional<Path> logs) throws BadSetting {
        return new Execution(
                command,
                path(values.text(Key.DIRECTORY, "/")),
                settings.get(Key.UMASK).map(mask -> Integer.valueOf(mask, 8)).orElse(null),
                new Execution.Environment(
                        values.flag(Key.INHERIT_ENVIRONMENT, true),
                        paths(Key.ENVIRONMENT_FILE),
                        variables()),
                new Execution.Privileges(
                        settings.get(Key.USER).orElse(null),
                        settings.get(Key.GROUP).orElse(null),
                        settings.get(Key.NICE).map(Integer::valueOf).orElse(null),
                        limits()),
                new Output(
                        logFile(logs),
                        settings.get(Key.LOG_ERROR_FILE).map(this::path).orElse(null),
                        settings.get(Key.LOG_MODE)
                                .map(mode -> Integer.valueOf(mode, 8))
                                .orElse(null)),
                settings.get(Key.FORKING_PID_FILE).map(this::path).orElse(null));
    }

    private StopPolicy stop() throws BadSetting {
        return new StopPolicy(
                SignalName.parse(values.text(Key.STOP_SIGNAL, "TERM")),
                StopPolicy.To.valueOf(constant(values.text(Key.STOP_TO, "group"))));
    }

    private LogPolicy logPolicy() throws BadSetting {
        LogPolicy byDefault = LogPolicy.DEFAULT;
        return new LogPolicy(
                values.size(Key.LOG_MAX_SIZE, byDefault.maxSize()),
                settings.has(Key.LOG_EVERY) ? Period.parse(values.text(Key.LOG_EVERY, "")) : null,
                values.whole(Key.LOG_KEEP, byDefault.keep()),
                values.size(Key.LOG_MAX_TOTAL, byDefault.maxTotal()),
                values.flag(Key.LOG_COMPRESS, byDefault.compress()),
                values.size(Key.LOG_FREE_SPACE, byDefault.freeSpace()),
                values.size(Key.LOG_MAX_RATE, byDefault.maxRate()));
    }

    private EvidencePolicy evidence() throws BadSetting {
        EvidencePolicy byDefault = EvidencePolicy.DEFAULT;
        return new EvidencePolicy(
                EvidencePolicy.Jvm.valueOf(constant(values.text(Key.JVM, "auto"))),
                values.whole(Key.EVIDENCE_KEEP, byDefault.keep()),
                values.size(Key.EVIDENCE_MAX_SIZE, byDefault.maxSize()),
                values.flag(Key.EVIDENCE_HEAP_DUMP, byDefault.heapDump()),
                values.flag(Key.EVIDENCE_FLIGHT_RECORDING, byDefault.flightRecording()),
                values.flag(Key.EVIDENCE_BEFORE_KILL, byDefault.beforeKill()),
                onFailure());
    }

    private EvidencePolicy.OnFailure onFailure() throws BadSetting {
        List<String> command = Arguments.split(values.text(Key.ON_FAILURE, ""));
        return new EvidencePolicy.OnFailure(
                placeholders.fill(command),
                values.duration(
                        Key.ON_FAILURE_TIMEOUT, EvidencePolicy.OnFailure.NOTHING.timeout()));
    }

    private @Nullable Path logFile(Optional<Path> logs) {
        return settings.has(Key.LOG_FILE)
                ? path(values.text(Key.LOG_FILE, ""))
                : logs.map(directory -> directory.resolve(id + ".log")).orElse(null);
    }

    private Path path(String text) {
        return Path.of(placeholders.fill(text));
    }

    private List<Path> paths(Key key) {
        return values.list(key).stream().map(this::path).toList();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        settings.values()
                .forEach(
                        (written, value) ->
                                Key.ENVIRONMENT
                                        .member(written)
                                        .ifPresent(
                                                variable ->
                                                        variables.put(
                                                                variable,
                                                                placeholders.fill(value))));
        return variables;
    }

    private Map<ResourceLimit, Execution.Limit> limits() throws BadSetting {
        Map<ResourceLimit, Execution.Limit> limits = new EnumMap<>(ResourceLimit.class);
        for (Map.Entry<String, String> setting : settings.values().entrySet()) {
            Optional<ResourceLimit> resource = KeyNames.resource(setting.getKey());
            if (resource.isPresent()) {
                limits.put(resource.get(), Limits.parse(resource.get(), setting.getValue()));
            }
        }
        return limits;
    }

    private LifecyclePolicy lifecycle() throws BadSetting {
        LifecyclePolicy byDefault = LifecyclePolicy.DEFAULT;
        return new LifecyclePolicy(
                restart(),
                byDefault.readyTimeout(),
                values.duration(Key.START_SETTLE, byDefault.settle()),
                settings.stopTimeout(),
                settings.examination());
    }

    private RestartPolicy restart() throws BadSetting {
        return new RestartPolicy(
                RestartPolicy.Mode.valueOf(constant(values.text(Key.RESTART_POLICY, "always"))),
                backoff(),
                values.resetAfter(),
                limit(),
                values.falls(Key.RESTART_NEVER_AFTER),
                values.falls(Key.RESTART_ALWAYS_AFTER),
                successExitCodes());
    }

    private Backoff backoff() throws BadSetting {
        return new Backoff(
                values.initialWait(),
                values.number(Key.RESTART_FACTOR, Backoff.DEFAULT.factor()),
                values.longestWait(),
                values.number(Key.RESTART_JITTER, Backoff.DEFAULT.jitter()));
    }

    private @Nullable RestartLimit limit() throws BadSetting {
        if (!settings.has(Key.RESTART_LIMIT_RESTARTS)) {
            return null;
        }
        return new RestartLimit(
                Integer.parseInt(values.text(Key.RESTART_LIMIT_RESTARTS, "")),
                values.duration(Key.RESTART_LIMIT_WITHIN, WINDOW),
                RestartLimit.Then.valueOf(constant(values.text(Key.RESTART_LIMIT_THEN, "fail"))),
                values.duration(Key.RESTART_LIMIT_HOLD, HOLD));
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private Set<Integer> successExitCodes() {
        Set<Integer> codes = new TreeSet<>();
        for (String code : Lists.split(values.text(Key.SUCCESS_EXIT_CODES, "0"))) {
            codes.add(Integer.valueOf(code));
        }
        return codes;
    }

    /** By default what the command's words may name; which of them are files is not known here. */
    private List<Path> whenChanged(Execution execution) {
        if (settings.has(Key.RESTART_WHEN_CHANGED)) {
            return paths(Key.RESTART_WHEN_CHANGED);
        }
        List<Path> candidates = new ArrayList<>();
        for (String word : execution.command()) {
            try {
                candidates.add(execution.directory().resolve(word));
            } catch (InvalidPathException e) {
                // No word of a path.
            }
        }
        candidates.addAll(execution.environment().files());
        return candidates;
    }
}
