package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs programs for the supervisor itself: each in a session of its own, so that no signal to us or
 * to a worker meets it, and never taken for what a worker left behind. From any thread.
 */
public final class Helpers {
    private final Posix posix;
    private final ExecChain chain;
    private final OrphanReaper orphans;
    private final Map<String, String> environment;

    /**
     * @param environment the operator's
     */
    public Helpers(
            Posix posix, ExecChain chain, OrphanReaper orphans, Map<String, String> environment) {
        this.posix = posix;
        this.chain = chain;
        this.orphans = orphans;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What to run.
     *
     * @param command its program is looked up in PATH, unless there is a slash in it
     * @param as whom; only user and group count
     * @param variables its whole environment
     * @param output takes what it writes
     */
    public record Job(
            List<String> command, Privileges as, Map<String, String> variables, Path output) {}

    /** A program that runs. */
    public final class Running {
        private final Process process;

        private Running(Process process) {
            this.process = process;
        }

        public long pid() {
            return process.pid();
        }

        /** Completes with what it exits with: its code, or 128 + the signal that ended it. */
        public CompletableFuture<Integer> exit() {
            return process.onExit().thenApply(Process::exitValue);
        }

        /** To it and all that is in its group. */
        public void signal(SignalName signal) {
            posix.kill(-process.pid(), signal.number());
        }
    }

    /** What we were given ourselves. */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * The directory in which a worker's JVM may leave dumps, made if need be.
     *
     * @throws IOException whose message is the reason in words
     */
    public Path dumps(DumpsDirectory directories, WorkerSpec spec) throws IOException {
        try {
            Privileges wanted = spec.execution().privileges();
            return directories.ready(spec.name(), new Accounts(posix).find(wanted).orElse(null));
        } catch (StartFailed e) {
            throw new IOException(e.why().detail());
        }
    }

    /**
     * @throws IOException whose message is the reason in words
     */
    public Running start(Job job) throws IOException {
        try {
            Accounts accounts = new Accounts(posix);
            Optional<RunAs> runAs = accounts.find(job.as());
            Differences differences = Differences.of(job.as(), runAs, Optional.empty());
            Map<String, String> variables = job.variables();
            ProcessBuilder builder =
                    new ProcessBuilder(chain.wrap(resolved(job.command(), variables), differences));
            builder.environment().clear();
            builder.environment().putAll(variables);
            builder.redirectInput(Redirect.from(new File("/dev/null")));
            builder.redirectErrorStream(true);
            builder.redirectOutput(Redirect.appendTo(job.output().toFile()));
            return new Running(orphans.startApart(builder));
        } catch (StartFailed e) {
            throw new IOException(e.why().detail());
        }
    }

    private static List<String> resolved(List<String> command, Map<String, String> variables)
            throws StartFailed {
        try {
            List<String> words = new ArrayList<>(command);
            words.set(0, CommandResolver.in(variables).resolve(command.get(0)).toString());
            return words;
        } catch (CommandResolver.CannotRun e) {
            throw new StartFailed(e.cause());
        }
    }
}
