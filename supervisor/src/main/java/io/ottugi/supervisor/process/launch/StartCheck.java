package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.disk.AppendTarget;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What would keep a worker from starting, as far as can be told before: all of it, so that an
 * operator hears of it at once. Starts nothing.
 */
public final class StartCheck {
    private final Supplier<Posix> posix;
    private final WorkerEnvironment environment;
    private final CommandResolver ours;

    /**
     * One reason.
     *
     * @param key the setting that it comes from, as it is written
     * @param message without the worker's name
     */
    public record Hindrance(String key, String message) {
        /** Whether the command itself cannot be run. */
        public boolean isOfCommand() {
            return key.equals(Key.COMMAND.label());
        }
    }

    /** A part of what is done at a start. */
    private interface Part {
        void run() throws StartFailed;
    }

    /**
     * @param environment the operator's
     * @param posix asked for only if users or groups must be looked up
     */
    public StartCheck(Map<String, String> environment, Supplier<Posix> posix) {
        this.posix = posix;
        this.ours = CommandResolver.in(environment);
        this.environment =
                new WorkerEnvironment(environment, () -> new Accounts(posix.get()).ours());
    }

    /** All that can be told; empty if nothing is in the way. */
    public List<Hindrance> of(WorkerSpec spec) {
        List<Hindrance> found = new ArrayList<>();
        Execution execution = spec.execution();
        Optional<RunAs> runAs = account(execution.privileges(), found);
        programs(execution.privileges(), found);
        resources(execution.privileges(), found);
        Optional<Account> account = runAs.flatMap(who -> Optional.ofNullable(who.account()));
        Map<String, String> variables = variables(execution, account, found);
        Optional<UserAccess> access = runAs.map(who -> new UserAccess(posix.get(), who));
        attempt(
                Key.DIRECTORY.label(),
                () -> ProcessStarter.checkDirectory(execution.directory(), access),
                found);
        attempt(
                Key.COMMAND.label(),
                () -> ProcessStarter.resolved(execution, variables, access),
                found);
        onFailure(spec.evidence().onFailure().command(), found);
        logFile(Key.LOG_FILE, execution.output().file(), found);
        logFile(Key.LOG_ERROR_FILE, execution.output().errorFile(), found);
        return found;
    }

    /** It is opened by the supervisor. */
    private static void logFile(Key key, @Nullable Path file, List<Hindrance> found) {
        if (file != null) {
            AppendTarget.refusal(file)
                    .ifPresent(
                            why ->
                                    found.add(
                                            new Hindrance(
                                                    key.label(),
                                                    key.label() + ": " + file + ": " + why)));
        }
    }

    /** It is run by the supervisor, and so as we are. */
    private void onFailure(List<String> command, List<Hindrance> found) {
        if (!command.isEmpty()) {
            try {
                ours.resolve(command.get(0));
            } catch (CommandResolver.CannotRun e) {
                String key = Key.ON_FAILURE.label();
                found.add(new Hindrance(key, key + ": " + e.getMessage()));
            }
        }
    }

    private static void attempt(String key, Part part, List<Hindrance> found) {
        try {
            part.run();
        } catch (StartFailed e) {
            found.add(new Hindrance(key, e.why().detail()));
        }
    }

    private Optional<RunAs> account(Privileges wanted, List<Hindrance> found) {
        if (wanted.user() == null && wanted.group() == null) {
            return Optional.empty();
        }
        String key = (wanted.user() == null ? Key.GROUP : Key.USER).label();
        try {
            Optional<RunAs> runAs = new Accounts(posix.get()).find(wanted);
            Differences.of(
                    new Privileges(wanted.user(), wanted.group(), null, Map.of()),
                    runAs,
                    Optional.empty());
            return runAs;
        } catch (StartFailed e) {
            found.add(new Hindrance(key, e.why().detail()));
            return Optional.empty();
        }
    }

    private void resources(Privileges wanted, List<Hindrance> found) {
        attempt(
                Key.NICE.label(),
                () -> alone(new Privileges(null, null, wanted.nice(), Map.of())),
                found);
        wanted.limits()
                .forEach(
                        (resource, limit) ->
                                attempt(
                                        "limits." + resource.label(),
                                        () ->
                                                alone(
                                                        new Privileges(
                                                                null,
                                                                null,
                                                                null,
                                                                Map.of(resource, limit))),
                                        found));
    }

    private static void alone(Privileges part) throws StartFailed {
        Differences.of(part, Optional.empty(), Optional.empty());
    }

    private void programs(Privileges wanted, List<Hindrance> found) {
        boolean other = wanted.user() != null || wanted.group() != null;
        program("setpriv", other, wanted.user() == null ? Key.GROUP : Key.USER, found);
        program("prlimit", !wanted.limits().isEmpty(), Key.LIMITS, found);
        program("nice", wanted.nice() != null, Key.NICE, found);
    }

    private void program(String name, boolean needed, Key key, List<Hindrance> found) {
        if (needed && ours.find(name).isEmpty()) {
            found.add(new Hindrance(key.label(), ExecChain.missing(name)));
        }
    }

    /** With the files left out that cannot be read. */
    private Map<String, String> variables(
            Execution execution, Optional<Account> account, List<Hindrance> found) {
        try {
            return environment.of(execution.environment(), account);
        } catch (StartFailed e) {
            found.add(new Hindrance(Key.ENVIRONMENT_FILE.label(), e.why().detail()));
        }
        Execution.Environment rest =
                new Execution.Environment(
                        execution.environment().inherit(),
                        List.of(),
                        execution.environment().variables());
        try {
            return environment.of(rest, account);
        } catch (StartFailed e) {
            return rest.variables();
        }
    }
}
