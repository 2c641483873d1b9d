package io.ottugi.supervisor.proc;

import io.ottugi.supervisor.failure.LastingThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads of what the kernel takes from other processes' memory, such as {@code /proc/PID/environ}: a
 * page of it that a dead network filesystem should bring makes the reader hang in the kernel. So a
 * read that takes too long is left behind on its thread, the others go on, and that process is not
 * read again before the thread has come back.
 */
public final class MemoryReads {
    /** The one for {@code /proc}: a process that is left behind once is so for all. */
    public static final MemoryReads PROC = new MemoryReads(Duration.ofSeconds(3), 16);

    private final long patienceNanos;
    private final int mostLeftBehind;
    private final Set<Long> leftBehind = ConcurrentHashMap.newKeySet();

    /**
     * @param patience for one process
     * @param mostLeftBehind threads that may hang at a time; beyond that nothing is read
     */
    MemoryReads(Duration patience, int mostLeftBehind) {
        this.patienceNanos = patience.toNanos();
        this.mostLeftBehind = mostLeftBehind;
    }

    /** The processes whose memory could not be read in time, and still cannot. */
    Set<Long> leftBehind() {
        return Set.copyOf(leftBehind);
    }

    /**
     * Reads from one process.
     *
     * @param otherwise what is returned where that takes too long
     */
    public <T> T one(long pid, LongFunction<T> read, T otherwise) {
        T found = all(List.of(pid), read).get(pid);
        return found == null ? otherwise : found;
    }

    /**
     * Reads from each of some processes.
     *
     * @param read whatever it throws is thrown here
     * @return what was read; nothing of a process that takes too long
     */
    <T> Map<Long, T> all(List<Long> pids, LongFunction<T> read) {
        Map<Long, T> found = new HashMap<>();
        List<Long> rest = pids.stream().filter(pid -> !leftBehind.contains(pid)).toList();
        while (!rest.isEmpty() && leftBehind.size() < mostLeftBehind) {
            Batch<T> batch = new Batch<>(rest, read);
            batch.begin();
            rest = batch.await(found);
        }
        return found;
    }

    /** Some processes that are read on one thread. */
    private final class Batch<T> implements Runnable {
        private final List<Long> pids;
        private final LongFunction<T> read;
        private final Map<Long, T> found = new HashMap<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private int at;
        private boolean abandoned;
        private @Nullable Throwable thrown;

        Batch(List<Long> pids, LongFunction<T> read) {
            this.pids = pids;
            this.read = read;
        }

        /** Without a thread to be had, the caller takes the risk: not to look is worse. */
        void begin() {
            try {
                LastingThread.of("ottugi-reads", this).start();
            } catch (OutOfMemoryError e) {
                run();
            }
        }

        @Override
        public void run() {
            try {
                for (long pid : pids) {
                    T value = read.apply(pid);
                    if (!goesOn(pid, value)) {
                        return;
                    }
                }
            } catch (Throwable e) {
                fail(e);
            } finally {
                over.countDown();
            }
        }

        private synchronized boolean goesOn(long pid, T value) {
            if (abandoned) {
                leftBehind.remove(pid);
                return false;
            }
            found.put(pid, value);
            at++;
            return true;
        }

        private synchronized void fail(Throwable e) {
            if (abandoned) {
                leftBehind.remove(pids.get(at));
            }
            thrown = e;
        }

        /** Waits while it comes on, and takes what was read; returns what is yet to be read. */
        List<Long> await(Map<Long, T> into) {
            int before;
            do {
                before = progress();
            } while (!isOver() && progress() > before);
            return take(into);
        }

        private boolean isOver() {
            try {
                return over.await(patienceNanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private synchronized int progress() {
            return at;
        }

        private synchronized List<Long> take(Map<Long, T> into) {
            into.putAll(found);
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
            if (at == pids.size()) {
                return List.of();
            }
            abandoned = true;
            leftBehind.add(pids.get(at));
            return pids.subList(at + 1, pids.size());
        }
    }
}
