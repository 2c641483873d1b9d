package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.failure.LastingThread;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.TimeIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maintains the log files of all workers in one thread. A quiet file costs nothing: inotify reports
 * the next write to it. A growing file is checked by the clock, the more often the sooner it is to
 * be cut. No file is held open.
 */
public final class LogKeeper implements Logs {
    private static final long LEAVING_MILLIS = 5000;
    private static final long POLL = TimeUnit.SECONDS.toNanos(1);
    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;

    private final LogKeeperSetup setup;
    private final LogMaintenance.Tools maintenanceTools;
    private final Map<String, LogMaintenance> logs = new ConcurrentHashMap<>();

    /** Removed logs, until the keeper's thread has finished with them. */
    private final Map<String, LogMaintenance> leaving = new ConcurrentHashMap<>();

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Compressor compressor;
    private final LogWatches watches;
    private final Thread thread = LastingThread.of("ottugi-logs", this::run);
    private volatile boolean closing;
    private long compressAt;

    public LogKeeper(LogKeeperSetup setup) {
        this(setup, RotationStep.Listener.NOBODY);
    }

    LogKeeper(LogKeeperSetup setup, RotationStep.Listener steps) {
        this.setup = setup;
        this.maintenanceTools = setup.maintenance(steps);
        this.compressor = setup.compressor(steps);
        this.watches = new LogWatches(PollingFileWatch.inotifyOrPolling(setup.files()));
        this.compressAt = setup.clock().nanos();
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void keep(String worker, Output output, LogPolicy policy) {
        keep(new ManagedLog.Name(worker, LogState.key(worker), OUTPUT), output.file(), policy);
        keep(
                new ManagedLog.Name(worker, LogState.errorKey(worker), ERRORS),
                output.errorFile(),
                policy);
    }

    private void keep(ManagedLog.Name name, @Nullable Path file, LogPolicy policy) {
        LogMaintenance known = logs.get(name.key());
        if (file == null || isNoFile(file)) {
            release(name.key());
        } else if (known != null && known.log().file().equals(file)) {
            known.log().setPolicy(policy);
            submit(() -> known.log().checkAt(setup.clock().nanos()));
        } else {
            release(name.key());
            openOrWait(name, file, policy);
        }
    }

    /**
     * Opens a log. If a rotation of the same file, or of the log that had the name, may be under
     * way, the log is opened after it, or goes on with that one's record.
     */
    private void openOrWait(ManagedLog.Name name, Path file, LogPolicy policy) {
        LogMaintenance before = leaving.get(name.key());
        boolean busy =
                before != null
                        || leaving.values().stream().anyMatch(one -> one.log().file().equals(file));
        if (before != null && before.log().file().equals(file)) {
            resume(name, before.log(), policy);
        } else if (busy) {
            submit(() -> logs.computeIfAbsent(name.key(), key -> opened(name, file, policy)));
        } else {
            put(name.key(), opened(name, file, policy));
        }
    }

    private void resume(ManagedLog.Name name, ManagedLog before, LogPolicy policy) {
        LogReporter reporter = new LogReporter(name.worker(), before.file(), setup.events());
        ManagedLog log = new ManagedLog(name, before.record(), before.knownEnd(), policy, reporter);
        put(name.key(), maintenance(log));
    }

    private void put(String key, @Nullable LogMaintenance made) {
        if (made != null) {
            logs.put(key, made);
        }
    }

    private LogMaintenance maintenance(ManagedLog log) {
        Path times = LogState.times(setup.states(), log.name().key());
        submit(() -> log.checkAt(setup.clock().nanos()));
        return new LogMaintenance(log, new TimeIndex(times), maintenanceTools);
    }

    /** Returns true for a device such as /dev/null, which does not grow. */
    private static boolean isNoFile(Path file) {
        try {
            return FileFacts.at(file).filter(facts -> !facts.regular()).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable LogMaintenance opened(ManagedLog.Name name, Path file, LogPolicy policy) {
        LogReporter reporter = new LogReporter(name.worker(), file, setup.events());
        Path times = LogState.times(setup.states(), name.key());
        try {
            LogStateFile state = LogStateFile.open(LogState.path(setup.states(), name.key()), file);
            return maintenance(
                    new ManagedLog(
                            name, state, new TimeIndex(times).newestPosition(), policy, reporter));
        } catch (IOException e) {
            reporter.reportFailure("cannot keep " + file + ": " + Failure.reason(e));
            return null;
        }
    }

    @Override
    public void started(String worker, long pid) {
        of(worker)
                .forEach(
                        one ->
                                submit(
                                        () -> {
                                            one.setWriter(pid);
                                            one.log().checkAt(setup.clock().nanos());
                                        }));
    }

    @Override
    public void forget(String worker) {
        release(LogState.key(worker));
        release(LogState.errorKey(worker));
    }

    private void release(String key) {
        LogMaintenance gone = logs.remove(key);
        if (gone != null) {
            gone.retire();
            leaving.put(key, gone);
            submit(
                    () -> {
                        watches.disarm(gone);
                        compressor.forget(gone.log());
                        leaving.remove(key, gone);
                    });
        }
    }

    private Stream<LogMaintenance> of(String worker) {
        return Stream.of(LogState.key(worker), LogState.errorKey(worker))
                .flatMap(key -> Stream.ofNullable(logs.get(key)));
    }

    @Override
    public OptionalLong position(String worker) {
        return positionOf(LogState.key(worker));
    }

    @Override
    public OptionalLong errorPosition(String worker) {
        return positionOf(LogState.errorKey(worker));
    }

    private OptionalLong positionOf(String key) {
        LogMaintenance kept = logs.get(key);
        return kept == null ? OptionalLong.empty() : kept.log().position();
    }

    @Override
    public Optional<String> trouble(String worker) {
        return of(worker).flatMap(one -> Stream.ofNullable(one.log().trouble())).findFirst();
    }

    @Override
    public void close() {
        closing = true;
        watches.wake();
        try {
            thread.join(LEAVING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a task on the keeper's thread, soon. */
    private void submit(Runnable what) {
        tasks.add(what);
        watches.wake();
    }

    private void run() {
        try {
            while (!closing) {
                long wait = runDueWork();
                for (LogMaintenance one : watches.await(logs.values(), wait)) {
                    one.log().checkAt(setup.clock().nanos());
                }
            }
        } finally {
            compressor.close();
            watches.close();
        }
    }

    /**
     * Runs tasks and checks that are due.
     *
     * @return how long to wait, in milliseconds; negative for no limit
     */
    private long runDueWork() {
        for (Runnable what = tasks.poll(); what != null; what = tasks.poll()) {
            runSafely(what);
        }
        long next = compressAt;
        for (LogMaintenance one : logs.values()) {
            if (!closing && one.log().nextCheck() - setup.clock().nanos() <= 0) {
                check(one);
            }
            next = Math.min(next, one.log().nextCheck());
        }
        compress();
        next = Math.min(next, compressAt);
        if (next == ManagedLog.NEVER) {
            return -1;
        }
        long wait = next - setup.clock().nanos();
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(wait) + 1);
    }

    /** Runs a task; a mistake in one log does not end the maintenance of the others. */
    private void runSafely(Runnable what) {
        try {
            what.run();
        } catch (Throwable e) {
            setup.events()
                    .accept(
                            new LogEvent(
                                    "",
                                    EventKind.LOG_ROTATION_FAILED,
                                    new EventFields(),
                                    Failure.mistake(e)));
        }
    }

    private void check(LogMaintenance one) {
        ManagedLog log = one.log();
        long before = log.record().state().change();
        try {
            log.checkAt(one.check());
            if (one.isQuiet() && !watches.arm(one)) {
                log.checkAt(Math.min(log.nextCheck(), setup.clock().nanos() + POLL));
            }
            if (log.record().state().change() != before || one.claimFirstCheck()) {
                compressor.consider(log);
                compressAt = Math.min(compressAt, setup.clock().nanos());
            }
        } catch (Throwable e) {
            log.reporter().reportFailure(Failure.mistake(e));
            log.checkAt(setup.clock().nanos() + POLL);
        }
    }

    private void compress() {
        if (compressAt - setup.clock().nanos() > 0) {
            return;
        }
        try {
            compressAt = compressor.proceed(setup.clock().nanos());
        } catch (Throwable e) {
            compressAt = setup.clock().nanos() + POLL;
        }
    }
}
