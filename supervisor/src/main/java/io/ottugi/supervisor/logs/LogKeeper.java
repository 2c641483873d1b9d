package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.failure.LastingThread;
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
 * {@link Logs} by one thread for all files. A file that is quiet costs nothing: the kernel tells
 * when it is written to. One that grows is looked at by the clock, the more often the sooner it is
 * to be cut. No file is held open.
 */
public final class LogKeeper implements Logs {
    private static final long LEAVING_MILLIS = 5000;
    private static final long POLL = TimeUnit.SECONDS.toNanos(1);
    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;

    private final LogTools tools;
    private final Tending.Tools tending;
    private final Map<String, Tending> logs = new ConcurrentHashMap<>();

    /** Those that are kept no more, until the keeper's thread has nothing to do with them. */
    private final Map<String, Tending> leaving = new ConcurrentHashMap<>();

    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Compressor compressor;
    private final Watches watches;
    private final Thread thread = LastingThread.of("ottugi-logs", this::run);
    private volatile boolean closing;
    private long compressAt;

    public LogKeeper(LogTools tools) {
        this(tools, RotationStep.Listener.NOBODY);
    }

    LogKeeper(LogTools tools, RotationStep.Listener steps) {
        this.tools = tools;
        this.tending = tools.tending(steps);
        this.compressor = tools.compressor(steps);
        this.watches = new Watches(PolledFiles.orBetter(tools.files()));
        this.compressAt = tools.clock().nanos();
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void keep(String worker, Output output, LogPolicy policy) {
        keep(new KeptLog.Name(worker, LogState.key(worker), OUTPUT), output.file(), policy);
        keep(
                new KeptLog.Name(worker, LogState.errorKey(worker), ERRORS),
                output.errorFile(),
                policy);
    }

    private void keep(KeptLog.Name name, @Nullable Path file, LogPolicy policy) {
        Tending known = logs.get(name.key());
        if (file == null || isNoFile(file)) {
            letGo(name.key());
        } else if (known != null && known.log().file().equals(file)) {
            known.log().keepBy(policy);
            ask(() -> known.log().lookAt(tools.clock().nanos()));
        } else {
            letGo(name.key());
            openOrWait(name, file, policy);
        }
    }

    /**
     * A rotation of the same file, or of the log that had the name, may be under way: then the log
     * is opened when that has ended, or goes on with what that knows.
     */
    private void openOrWait(KeptLog.Name name, Path file, LogPolicy policy) {
        Tending before = leaving.get(name.key());
        boolean busy =
                before != null
                        || leaving.values().stream().anyMatch(one -> one.log().file().equals(file));
        if (before != null && before.log().file().equals(file)) {
            goOn(name, before.log(), policy);
        } else if (busy) {
            ask(() -> logs.computeIfAbsent(name.key(), key -> opened(name, file, policy)));
        } else {
            put(name.key(), opened(name, file, policy));
        }
    }

    private void goOn(KeptLog.Name name, KeptLog before, LogPolicy policy) {
        LogNewsDesk news = new LogNewsDesk(name.worker(), before.file(), tools.news());
        KeptLog log = new KeptLog(name, before.record(), before.knownEnd(), policy, news);
        put(name.key(), tending(log));
    }

    private void put(String key, @Nullable Tending made) {
        if (made != null) {
            logs.put(key, made);
        }
    }

    private Tending tending(KeptLog log) {
        Path times = LogState.times(tools.states(), log.name().key());
        ask(() -> log.lookAt(tools.clock().nanos()));
        return new Tending(log, new TimeIndex(times), tending);
    }

    /** A device such as /dev/null grows nowhere. */
    private static boolean isNoFile(Path file) {
        try {
            return FileFacts.at(file).filter(facts -> !facts.regular()).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable Tending opened(KeptLog.Name name, Path file, LogPolicy policy) {
        LogNewsDesk news = new LogNewsDesk(name.worker(), file, tools.news());
        Path times = LogState.times(tools.states(), name.key());
        try {
            LogStateFile state = LogStateFile.open(LogState.path(tools.states(), name.key()), file);
            return tending(new KeptLog(name, state, NewestTime.position(times), policy, news));
        } catch (IOException e) {
            news.failed("cannot keep " + file + ": " + Failure.reason(e));
            return null;
        }
    }

    @Override
    public void started(String worker, long pid) {
        of(worker)
                .forEach(
                        one ->
                                ask(
                                        () -> {
                                            one.started(pid);
                                            one.log().lookAt(tools.clock().nanos());
                                        }));
    }

    @Override
    public void forget(String worker) {
        letGo(LogState.key(worker));
        letGo(LogState.errorKey(worker));
    }

    private void letGo(String key) {
        Tending gone = logs.remove(key);
        if (gone != null) {
            gone.retire();
            leaving.put(key, gone);
            ask(
                    () -> {
                        watches.disarm(gone);
                        compressor.forget(gone.log());
                        leaving.remove(key, gone);
                    });
        }
    }

    private Stream<Tending> of(String worker) {
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
        Tending kept = logs.get(key);
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

    /** Has the keeper's thread do something, soon. */
    private void ask(Runnable what) {
        asked.add(what);
        watches.wake();
    }

    private void run() {
        try {
            while (!closing) {
                long wait = turn();
                for (Tending one : watches.await(logs.values(), wait)) {
                    one.log().lookAt(tools.clock().nanos());
                }
            }
        } finally {
            compressor.close();
            watches.close();
        }
    }

    /**
     * Does what is due.
     *
     * @return how long to wait, in milliseconds; negative for no limit
     */
    private long turn() {
        for (Runnable what = asked.poll(); what != null; what = asked.poll()) {
            survive(what);
        }
        long next = compressAt;
        for (Tending one : logs.values()) {
            if (!closing && one.log().due() - tools.clock().nanos() <= 0) {
                look(one);
            }
            next = Math.min(next, one.log().due());
        }
        compress();
        next = Math.min(next, compressAt);
        if (next == KeptLog.NEVER) {
            return -1;
        }
        long wait = next - tools.clock().nanos();
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(wait) + 1);
    }

    /** Whatever goes wrong with one log, the others are kept. */
    private void survive(Runnable what) {
        try {
            what.run();
        } catch (Throwable e) {
            tools.news()
                    .accept(
                            new LogNews(
                                    "",
                                    EventKind.LOG_ROTATION_FAILED,
                                    new EventFields(),
                                    Failure.mistake(e)));
        }
    }

    private void look(Tending one) {
        KeptLog log = one.log();
        long before = log.record().state().change();
        try {
            log.lookAt(one.look());
            if (one.isQuiet() && !watches.arm(one)) {
                log.lookAt(Math.min(log.due(), tools.clock().nanos() + POLL));
            }
            if (log.record().state().change() != before || one.takeFirst()) {
                compressor.consider(log);
                compressAt = Math.min(compressAt, tools.clock().nanos());
            }
        } catch (Throwable e) {
            log.news().failed(Failure.mistake(e));
            log.lookAt(tools.clock().nanos() + POLL);
        }
    }

    private void compress() {
        if (compressAt - tools.clock().nanos() > 0) {
            return;
        }
        try {
            compressAt = compressor.proceed(tools.clock().nanos());
        } catch (Throwable e) {
            compressAt = tools.clock().nanos() + POLL;
        }
    }
}
