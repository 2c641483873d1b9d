package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.FileWatch;
import io.ottugi.supervisor.posix.PosixException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A watch for a machine without a free inotify instance: every file is checked each second. */
final class PollingFileWatch implements FileWatch {
    private static final long OFTEN_MILLIS = 1000;

    private final Semaphore woken = new Semaphore(0);

    /** Returns an inotify watch if the kernel has one for us, else a polling one. */
    static FileWatch inotifyOrPolling(FileSystemCalls files) {
        try {
            return files.watchFiles();
        } catch (PosixException e) {
            return new PollingFileWatch();
        }
    }

    @Override
    public int watchOnce(String path) {
        return 0;
    }

    @Override
    public void cancel(int key) {}

    @Override
    public List<Integer> await(long millis) {
        long limit = millis < 0 ? OFTEN_MILLIS : Math.min(millis, OFTEN_MILLIS);
        try {
            if (woken.tryAcquire(limit, TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
                return List.of();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of(ALL);
    }

    @Override
    public void wake() {
        woken.release();
    }

    @Override
    public void close() {}
}
