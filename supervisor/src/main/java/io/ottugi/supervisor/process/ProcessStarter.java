package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Cause.CouldNotStart;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Starts workers: resolves the command, opens the log, and execs {@code setsid COMMAND} with
 * ProcessBuilder, so that the worker leads a session and a group of its own.
 *
 * <p>To be used from one permanent thread, whose signal mask the workers inherit.
 */
public final class ProcessStarter {
    private final Posix posix;
    private final LogOpener logs;
    private final Map<String, String> environment;
    private final CommandResolver commands;
    private final ExecChain chain;

    /** Opens a worker's log file. */
    public interface LogOpener {
        /**
         * @return a descriptor for appending, closed on exec
         * @throws IOException whose message is the reason in words
         */
        int open(Path file) throws IOException;
    }

    /** A worker that was not started. */
    public static final class StartFailed extends Exception {
        private static final long serialVersionUID = 1;

        private final transient CouldNotStart cause;

        StartFailed(CouldNotStart cause) {
            super(cause.detail());
            this.cause = cause;
        }

        public CouldNotStart why() {
            return cause;
        }
    }

    /**
     * @param environment what every worker gets
     */
    public ProcessStarter(
            Posix posix, LogOpener logs, Map<String, String> environment, ExecChain chain) {
        this.posix = posix;
        this.logs = logs;
        this.environment = environment;
        this.commands = new CommandResolver(environment.getOrDefault("PATH", "/usr/bin:/bin"));
        this.chain = chain;
    }

    /** Starts one generation. */
    public RunningWorker start(WorkerSpec spec, Cookie cookie) throws StartFailed {
        ProcessBuilder builder = new ProcessBuilder(chain.wrap(resolved(spec)));
        builder.directory(directory(spec));
        inherit(builder.environment());
        builder.environment().putAll(spec.environment());
        builder.environment().putAll(marks(cookie));
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        OptionalInt log = redirectOutput(builder, spec);
        try {
            return started(builder, spec, cookie);
        } finally {
            log.ifPresent(posix::close);
        }
    }

    /** Changes only what differs: what stays keeps its bytes, also where they are no text. */
    private void inherit(Map<String, String> inherited) {
        inherited.keySet().retainAll(environment.keySet());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (!variable.getValue().equals(inherited.get(variable.getKey()))) {
                inherited.put(variable.getKey(), variable.getValue());
            }
        }
    }

    private RunningWorker started(ProcessBuilder builder, WorkerSpec spec, Cookie cookie)
            throws StartFailed {
        Integer mask = spec.umask();
        int before = mask == null ? 0 : posix.umask(mask);
        try {
            return running(builder.start(), cookie);
        } catch (IOException e) {
            throw failed(Stage.FORK, SpawnError.describe(e));
        } catch (OutOfMemoryError e) {
            endUnwatched(cookie);
            throw failed(Stage.FORK, "no new thread to wait for it: " + e.getMessage());
        } finally {
            if (mask != null) {
                posix.umask(before);
            }
        }
    }

    /** The JDK had a process but no thread for it: it runs, and nobody would ever learn its end. */
    private void endUnwatched(Cookie cookie) {
        for (CookieScan.Carrier carrier : CookieScan.ofGeneration(cookie)) {
            posix.kill(carrier.stat().pid(), SignalName.KILL.number());
        }
    }

    private RunningWorker running(Process process, Cookie cookie) {
        OptionalInt pidfd = pidfd(process);
        CompletableFuture<WaitStatus> ended =
                process.onExit()
                        .handle(
                                (exited, noThread) ->
                                        status(
                                                noThread == null
                                                        ? WaitStatus.ofExitValue(exited.exitValue())
                                                        : new WaitStatus.Unknown(),
                                                pidfd));
        ProcessIdentity identity =
                new ProcessIdentity(
                        process.pid(), startTicks(process), ProcessIdentity.currentBoot());
        return new RunningWorker(identity, cookie, ended);
    }

    /** Without one the status is a little less exact. */
    private OptionalInt pidfd(Process process) {
        try {
            return posix.openPidfd(process.pid());
        } catch (PosixException e) {
            return OptionalInt.empty();
        }
    }

    /** Without them its record proves nothing, and only its cookie does. */
    private static long startTicks(Process process) {
        try {
            return ProcStat.read(process.pid()).map(ProcStat::startTicks).orElse(0L);
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The JDK's exit value, made exact by the pidfd where the kernel does that. */
    private WaitStatus status(WaitStatus byTheJdk, OptionalInt pidfd) {
        if (pidfd.isEmpty()) {
            return byTheJdk;
        }
        OptionalInt raw = posix.exitStatus(pidfd.getAsInt());
        posix.close(pidfd.getAsInt());
        return raw.isPresent() ? WaitStatus.ofRaw(raw.getAsInt()) : byTheJdk;
    }

    private List<String> resolved(WorkerSpec spec) throws StartFailed {
        List<String> command = new ArrayList<>(spec.command());
        try {
            command.set(0, commands.resolve(command.get(0)).toString());
        } catch (CommandResolver.CannotRun e) {
            throw new StartFailed(e.cause());
        }
        return command;
    }

    private static File directory(WorkerSpec spec) throws StartFailed {
        if (!Files.isDirectory(spec.directory())) {
            throw failed(Stage.COMMAND, "its directory " + spec.directory() + " is not there");
        }
        return spec.directory().toFile();
    }

    private OptionalInt redirectOutput(ProcessBuilder builder, WorkerSpec spec) throws StartFailed {
        Path file = spec.logFile();
        if (file == null) {
            builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
            return OptionalInt.empty();
        }
        try {
            int descriptor = logs.open(file);
            builder.redirectErrorStream(true);
            builder.redirectOutput(Redirect.appendTo(new File("/proc/self/fd/" + descriptor)));
            return OptionalInt.of(descriptor);
        } catch (IOException e) {
            throw failed(Stage.LOG, "log file " + file + ": " + e.getMessage());
        }
    }

    private static Map<String, String> marks(Cookie cookie) {
        return Map.of(
                Cookie.VARIABLE,
                cookie.text(),
                "OTTUGI_NAME",
                cookie.name(),
                "OTTUGI_WORKER",
                cookie.worker(),
                "OTTUGI_GENERATION",
                Long.toString(cookie.generation()));
    }

    private static StartFailed failed(Stage stage, String detail) {
        return new StartFailed(new CouldNotStart(stage, detail));
    }
}
