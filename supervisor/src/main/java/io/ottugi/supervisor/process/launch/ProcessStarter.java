package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.config.WorkerId;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Cause.CouldNotStart;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.CookieScan;
import io.ottugi.supervisor.proc.Family;
import io.ottugi.supervisor.proc.OpenFiles;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts workers: resolves the command, opens the log, and execs it through the {@link ExecChain}
 * with ProcessBuilder, so that the worker leads a session and a group of its own.
 *
 * <p>To be used from one permanent thread, whose signal mask the workers inherit.
 */
public final class ProcessStarter {
    /** What a directory server may take; sssd gives up after about as long. */
    private static final Duration LOOK_UP = Duration.ofSeconds(5);

    private final Means means;
    private final Posix posix;
    private final UserLookups users;
    private final OpenFiles openFiles;
    private final WorkerEnvironment environment;
    private final JvmStart jvms;

    /** Opens a worker's log file. */
    public interface LogOpener {
        /** A worker that runs as we do. */
        long OURS = -1;

        /**
         * @param mode that the file is to have; null to leave it as it is
         * @param user that a new file belongs to, so that a worker of another user can open its own
         *     {@code /dev/stdout}; {@link #OURS} for us
         * @return a descriptor for appending, closed on exec
         * @throws IOException whose message is the reason in words
         */
        int open(Path file, @Nullable Integer mode, long user) throws IOException;
    }

    /** A worker that was not started. */
    public static final class StartFailed extends Exception {
        private static final long serialVersionUID = 1;

        private final transient CouldNotStart cause;

        StartFailed(CouldNotStart cause) {
            super(cause.detail());
            this.cause = cause;
        }

        static StartFailed at(Stage stage, String detail) {
            return new StartFailed(new CouldNotStart(stage, detail));
        }

        public CouldNotStart why() {
            return cause;
        }
    }

    /**
     * What is needed to start workers.
     *
     * @param logs opens their log files
     * @param dumps for what JVMs leave behind
     */
    public record Means(
            Posix posix, ExitWatch exits, LogOpener logs, ExecChain chain, DumpsDirectory dumps) {}

    /**
     * @param environment the operator's
     */
    public ProcessStarter(Means means, Map<String, String> environment) {
        this.means = means;
        this.posix = means.posix();
        Accounts accounts = new Accounts(posix);
        this.users = new UserLookups(accounts::find, LOOK_UP);
        this.openFiles = new OpenFiles(posix);
        this.environment = new WorkerEnvironment(environment, accounts::ours);
        this.jvms = new JvmStart(means.dumps());
    }

    /**
     * Sees to it that there are descriptors for so many workers; their own limit stays as it is.
     *
     * @return false if this process may not have as many
     */
    public boolean makeRoomFor(int workers) {
        return openFiles.makeRoomFor(workers);
    }

    /** Whether all is known that takes time to be looked up, so that a start does not wait. */
    public boolean isPrepared(WorkerSpec spec) {
        return users.isKnown(spec.execution().privileges());
    }

    /**
     * Looks up, on another thread, what a start needs.
     *
     * @param known called when it {@link #isPrepared}, after some seconds at most
     */
    public void prepare(WorkerSpec spec, Runnable known) {
        users.prepare(spec.execution().privileges(), known);
    }

    /**
     * Starts one generation.
     *
     * @param intent told the path of the program when nothing but the process is missing
     */
    public RunningWorker start(WorkerSpec spec, Cookie cookie, Consumer<String> intent)
            throws StartFailed {
        Execution execution = spec.execution();
        Optional<RunAs> runAs = users.of(execution.privileges());
        Differences differences =
                Differences.of(execution.privileges(), runAs, openFiles.ofTheOperator());
        Optional<UserAccess> access =
                Optional.ofNullable(differences.runAs()).map(who -> new UserAccess(posix, who));
        checkDirectory(execution.directory(), access);
        Map<String, String> variables =
                environment.of(
                        execution.environment(),
                        runAs.flatMap(who -> Optional.ofNullable(who.account())));
        List<String> command = resolved(execution, variables, access);
        JvmStart.Outfit outfit = jvms.of(spec, command, variables, access);
        ProcessBuilder builder =
                new ProcessBuilder(means.chain().wrap(outfit.words(), differences));
        builder.directory(execution.directory().toFile());
        variables.putAll(marks(spec.id(), cookie));
        become(variables, builder.environment());
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        long user = runAs.map(RunAs::user).orElse(LogOpener.OURS);
        List<Integer> logs = redirectOutput(builder, execution.output(), user);
        try {
            intent.accept(command.get(0));
            return started(builder, spec, cookie, outfit);
        } finally {
            logs.forEach(posix::close);
        }
    }

    /** Changes only what differs: what stays keeps its bytes, also where they are no text. */
    private static void become(Map<String, String> wanted, Map<String, String> inherited) {
        inherited.keySet().retainAll(wanted.keySet());
        for (Map.Entry<String, String> variable : wanted.entrySet()) {
            if (!variable.getValue().equals(inherited.get(variable.getKey()))) {
                inherited.put(variable.getKey(), variable.getValue());
            }
        }
    }

    private RunningWorker started(
            ProcessBuilder builder, WorkerSpec spec, Cookie cookie, JvmStart.Outfit outfit)
            throws StartFailed {
        Integer mask = spec.execution().umask();
        int before = mask == null ? 0 : umask(mask);
        try {
            return watched(builder.start(), cookie, spec, outfit);
        } catch (IOException e) {
            throw StartFailed.at(Stage.FORK, SpawnError.describe(e));
        } catch (OutOfMemoryError e) {
            endUnwatched(cookie);
            throw StartFailed.at(Stage.FORK, "no new thread to wait for it: " + e.getMessage());
        } catch (Error e) {
            endUnwatched(cookie);
            throw StartFailed.at(Stage.FORK, "the start broke off, and was undone: " + e);
        } finally {
            if (mask != null) {
                posix.umask(before);
            }
        }
    }

    /**
     * Sets the mask that the child inherits. Other threads, which make files meanwhile, have it too
     * only where the kernel refuses this thread a mask of its own.
     */
    private int umask(int mask) {
        // At each start anew: a thread that a start has made shares the mask of that time.
        posix.unshareUmask();
        return posix.umask(mask);
    }

    /** The JDK had a process but no thread for it: it runs, and nobody would ever learn its end. */
    private void endUnwatched(Cookie cookie) {
        for (CookieScan.Carrier carrier : CookieScan.ofGeneration(cookie)) {
            posix.kill(carrier.stat().pid(), SignalName.KILL.number());
        }
    }

    /** A process that cannot be watched is ended at once: nobody would ever learn its end. */
    private RunningWorker watched(
            Process process, Cookie cookie, WorkerSpec spec, JvmStart.Outfit outfit)
            throws StartFailed {
        try {
            return running(process, cookie, spec, outfit);
        } catch (Throwable e) {
            process.destroyForcibly();
            throw StartFailed.at(Stage.FORK, "it could not be watched, and was ended: " + e);
        }
    }

    private RunningWorker running(
            Process process, Cookie cookie, WorkerSpec spec, JvmStart.Outfit outfit) {
        ProcessIdentity identity =
                new ProcessIdentity(
                        process.pid(), startTicks(process), ProcessIdentity.currentBoot());
        // Without a pidfd the status is a little less exact.
        Optional<ChildExit> exit = means.exits().watchChild(identity);
        CompletableFuture<WaitStatus> ended =
                process.onExit()
                        .handle((exited, noThread) -> byTheJdk(exited, noThread))
                        .thenApply(status -> exit.map(e -> e.reaped(status)).orElse(status));
        return new RunningWorker(
                new Family(identity, cookie),
                ended,
                exit.map(ChildExit::gone).orElseGet(CompletableFuture::new),
                outfit.files(spec.execution().directory(), process.pid()),
                false,
                outfit.notes());
    }

    private static WaitStatus byTheJdk(Process exited, @Nullable Throwable noThread) {
        return noThread == null
                ? WaitStatus.ofExitValue(exited.exitValue())
                : new WaitStatus.Unknown();
    }

    /** Without them its record proves nothing, and only its cookie does. */
    private static long startTicks(Process process) {
        try {
            return ProcStat.read(process.pid()).map(ProcStat::startTicks).orElse(0L);
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    static List<String> resolved(
            Execution execution, Map<String, String> variables, Optional<UserAccess> access)
            throws StartFailed {
        CommandResolver.Refusal refusal =
                program -> access.flatMap(user -> user.refusesExecuting(program));
        CommandResolver commands =
                new CommandResolver(
                        CommandResolver.searchPath(variables), execution.directory(), refusal);
        List<String> command = new ArrayList<>(execution.command());
        try {
            command.set(0, commands.resolve(command.get(0)).toString());
        } catch (CommandResolver.CannotRun e) {
            throw new StartFailed(e.cause());
        }
        return command;
    }

    static void checkDirectory(Path directory, Optional<UserAccess> access) throws StartFailed {
        if (!Files.isDirectory(directory)) {
            throw StartFailed.at(Stage.COMMAND, "its directory " + directory + " is not there");
        }
        Optional<String> closed = access.flatMap(user -> user.refusesEntering(directory));
        if (closed.isPresent()) {
            throw StartFailed.at(
                    Stage.COMMAND, "its directory " + directory + " is closed" + closed.get());
        }
    }

    /** The descriptors to be closed after the start. */
    private List<Integer> redirectOutput(ProcessBuilder builder, Output output, long user)
            throws StartFailed {
        Path file = output.file();
        List<Integer> opened = new ArrayList<>();
        Redirect out = Redirect.INHERIT;
        if (file != null) {
            out = appendTo(file, output.mode(), user, opened);
        }
        try {
            Path errors = output.errorFile();
            // Each by itself: redirectErrorStream would keep a pipe and a buffer for every worker.
            builder.redirectOutput(out)
                    .redirectError(
                            errors == null ? out : appendTo(errors, output.mode(), user, opened));
        } catch (StartFailed e) {
            opened.forEach(posix::close);
            throw e;
        }
        return opened;
    }

    private Redirect appendTo(Path file, @Nullable Integer mode, long user, List<Integer> opened)
            throws StartFailed {
        try {
            int descriptor = means.logs().open(file, mode, user);
            opened.add(descriptor);
            return Redirect.appendTo(new File("/proc/self/fd/" + descriptor));
        } catch (IOException e) {
            throw StartFailed.at(Stage.LOG, "log file " + file + ": " + e.getMessage());
        }
    }

    private static Map<String, String> marks(WorkerId id, Cookie cookie) {
        return Map.of(
                Cookie.VARIABLE,
                cookie.text(),
                "OTTUGI_NAME",
                cookie.name(),
                "OTTUGI_WORKER",
                id.worker(),
                "OTTUGI_INSTANCE",
                Integer.toString(Math.max(1, id.instance())),
                "OTTUGI_GENERATION",
                Long.toString(cookie.generation()));
    }
}
