package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.FileWatch;
import io.ottugi.supervisor.posix.PosixException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** For a machine that has no inotify instance left: nothing is told, so all is looked at often. */
final class PolledFiles implements FileWatch {
    private static final long OFTEN_MILLIS = 1000;

    private final Semaphore woken = new Semaphore(0);

    /** The kernel's, if it has one for us. */
    static FileWatch orBetter(FileSystemCalls files) {
        try {
            return files.watchFiles();
        } catch (PosixException e) {
            return new PolledFiles();
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
