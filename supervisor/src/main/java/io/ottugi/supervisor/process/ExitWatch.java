package io.ottugi.supervisor.process;

import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices at once the end of processes that are not our children: one thread, waiting on their
 * pidfds. The thread exists from the first watch on; most supervisors never need it.
 */
public final class ExitWatch {
    private record Watched(
            ProcessIdentity identity, int pidfd, CompletableFuture<WaitStatus> end) {}

    private final Posix posix;
    private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
    private final AtomicLong nextKey = new AtomicLong();
    private int epoll = -1;

    public ExitWatch(Posix posix) {
        this.posix = posix;
    }

    /**
     * Completes when this very process has ended; at once if it is gone already.
     *
     * @return the status as far as the kernel tells it
     */
    public CompletableFuture<WaitStatus> watch(ProcessIdentity identity) {
        try {
            return watchByPidfd(identity);
        } catch (PosixException e) {
            return watchByPolling(identity);
        }
    }

    private CompletableFuture<WaitStatus> watchByPidfd(ProcessIdentity identity) {
        CompletableFuture<WaitStatus> end = new CompletableFuture<>();
        OptionalInt pidfd = posix.openPidfd(identity.pid());
        // Only now, with the pidfd held, does a look at the start time prove whose it is.
        if (pidfd.isEmpty() || !identity.isAlive()) {
            pidfd.ifPresent(posix::close);
            end.complete(new WaitStatus.Unknown());
            return end;
        }
        long key = nextKey.incrementAndGet();
        watched.put(key, new Watched(identity, pidfd.getAsInt(), end));
        posix.watch(epoll(), pidfd.getAsInt(), key);
        return end;
    }

    /**
     * What the JDK has for kernels without pidfd: it looks every few seconds, and knows no status.
     */
    private static CompletableFuture<WaitStatus> watchByPolling(ProcessIdentity identity) {
        Optional<ProcessHandle> handle =
                ProcessHandle.of(identity.pid()).filter(found -> identity.isAlive());
        return handle.map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenApply(ended -> new WaitStatus.Unknown());
    }

    private synchronized int epoll() {
        if (epoll < 0) {
            epoll = posix.createEpoll();
            int created = epoll;
            Thread thread = new Thread(() -> run(created), "ottugi-exit-watch");
            thread.setDaemon(true);
            thread.start();
        }
        return epoll;
    }

    private void run(int created) {
        while (true) {
            Watched ended = watched.remove(posix.awaitReadable(created));
            if (ended != null) {
                WaitStatus status = status(ended);
                posix.close(ended.pidfd());
                ended.end().complete(status);
            }
        }
    }

    /** A zombie's status stands in its stat file; once it is reaped, the pidfd has it. */
    private WaitStatus status(Watched ended) {
        OptionalInt raw = posix.exitStatus(ended.pidfd());
        if (raw.isEmpty()) {
            raw = ProcStat.exitStatus(ended.identity());
        }
        if (raw.isEmpty()) {
            raw = posix.exitStatus(ended.pidfd());
        }
        return raw.isPresent() ? WaitStatus.ofRaw(raw.getAsInt()) : new WaitStatus.Unknown();
    }
}
