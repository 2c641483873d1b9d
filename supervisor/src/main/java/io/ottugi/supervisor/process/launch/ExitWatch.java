package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.failure.LastingThread;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Notices at once the end of processes, by their pidfds: one thread, waiting on all of them. */
public final class ExitWatch {
    private final Posix posix;
    private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
    private final AtomicLong nextKey = new AtomicLong();
    private int epoll = -1;

    /** Somebody who holds a pidfd. */
    interface Watched {
        int pidfd();

        /** Called once, on the watching thread; gives the pidfd back if nobody needs it. */
        void ended();
    }

    public ExitWatch(Posix posix) {
        this.posix = posix;
    }

    /**
     * Completes when this very process has ended; at once if it is gone already. For processes that
     * are not our children.
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

    /**
     * Watches a child that nobody has reaped yet.
     *
     * @return empty on kernels without pidfd, and when there is no descriptor
     */
    Optional<ChildExit> watchChild(ProcessIdentity identity) {
        try {
            OptionalInt pidfd = posix.openPidfd(identity.pid());
            if (pidfd.isEmpty()) {
                return Optional.empty();
            }
            long key = nextKey.incrementAndGet();
            ChildExit exit =
                    new ChildExit(posix, identity, pidfd.getAsInt(), () -> watched.remove(key));
            add(key, exit);
            return Optional.of(exit);
        } catch (PosixException e) {
            return Optional.empty();
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
        add(nextKey.incrementAndGet(), new Stranger(posix, identity, pidfd.getAsInt(), end));
        return end;
    }

    private void add(long key, Watched process) {
        watched.put(key, process);
        try {
            posix.watch(epoll(), process.pidfd(), key);
        } catch (Throwable e) {
            watched.remove(key);
            posix.close(process.pidfd());
            throw e;
        }
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
            int created = posix.createEpoll();
            Thread thread = LastingThread.of("ottugi-exit-watch", () -> run(created));
            try {
                thread.start();
            } catch (Throwable e) {
                posix.close(created);
                throw e;
            }
            epoll = created;
        }
        return epoll;
    }

    private void run(int created) {
        while (true) {
            Watched ended = watched.remove(posix.awaitReadable(created));
            if (ended != null) {
                ended.ended();
            }
        }
    }

    /** A zombie's status stands in its stat file; once it is reaped, the pidfd has it. */
    static OptionalInt rawStatus(Posix posix, ProcessIdentity identity, int pidfd) {
        OptionalInt raw = posix.exitStatus(pidfd);
        if (raw.isEmpty()) {
            raw = statusOfZombie(identity);
        }
        return raw.isEmpty() ? posix.exitStatus(pidfd) : raw;
    }

    /** A moment without descriptors must not end the watching thread. */
    private static OptionalInt statusOfZombie(ProcessIdentity identity) {
        try {
            return ProcStat.exitStatus(identity);
        } catch (UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }

    /** A process whose end only the kernel tells us. */
    private record Stranger(
            Posix posix, ProcessIdentity identity, int pidfd, CompletableFuture<WaitStatus> end)
            implements Watched {
        @Override
        public void ended() {
            OptionalInt raw = rawStatus(posix, identity, pidfd);
            posix.close(pidfd);
            end.complete(
                    raw.isPresent() ? WaitStatus.ofRaw(raw.getAsInt()) : new WaitStatus.Unknown());
        }
    }
}
