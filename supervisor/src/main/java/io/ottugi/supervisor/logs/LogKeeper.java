package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.failure.Failure;
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
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Compressor compressor;
    private final Watches watches;
    private final Thread thread = new Thread(this::run, "ottugi-logs");
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
            open(name, file, policy);
        }
    }

    /** A device such as /dev/null grows nowhere. */
    private static boolean isNoFile(Path file) {
        try {
            return FileFacts.at(file).filter(facts -> !facts.regular()).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private void open(KeptLog.Name name, Path file, LogPolicy policy) {
        LogNewsDesk news = new LogNewsDesk(name.worker(), file, tools.news());
        Path times = LogState.times(tools.states(), name.key());
        try {
            LogStateFile state = LogStateFile.open(LogState.path(tools.states(), name.key()), file);
            KeptLog log = new KeptLog(name, state, NewestTime.position(times), policy, news);
            Tending made = new Tending(log, new TimeIndex(times), tending);
            logs.put(name.key(), made);
            ask(() -> log.lookAt(tools.clock().nanos()));
        } catch (IOException e) {
            news.failed("cannot keep " + file + ": " + Failure.reason(e));
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
            ask(() -> watches.disarm(gone));
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
        return of(worker)
                .flatMap(one -> Stream.ofNullable(one.log().record().state().trouble()))
                .findFirst();
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
            what.run();
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
        } catch (RuntimeException | OutOfMemoryError e) {
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
        } catch (RuntimeException | OutOfMemoryError e) {
            compressAt = tools.clock().nanos() + POLL;
        }
    }
}
