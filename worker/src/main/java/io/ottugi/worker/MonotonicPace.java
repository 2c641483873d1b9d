package io.ottugi.worker;

import java.util.concurrent.locks.LockSupport;

/** The machine's own time. */
final class MonotonicPace implements Pace {
    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void waitUntil(long time) {
        for (long left = time - now(); left > 0; left = time - now()) {
            LockSupport.parkNanos(left);
        }
    }
}
