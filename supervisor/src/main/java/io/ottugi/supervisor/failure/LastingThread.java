package io.ottugi.supervisor.failure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread that outlives whatever its work throws: that is told to the thread's handler of
 * uncaught exceptions, and the work begun anew. It ends when the work returns.
 */
public final class LastingThread {
    /** Between an error and the next beginning, so that one that stays costs no processor. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private LastingThread() {}

    /** Makes the thread, without starting it. */
    public static Thread of(String name, Runnable work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        return thread;
    }

    private static void run(Runnable work) {
        boolean again = true;
        while (again) {
            try {
                work.run();
                again = false;
            } catch (Throwable e) {
                tell(e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Tells what was thrown, if that can be done. */
    private static void tell(Throwable thrown) {
        try {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        } catch (Throwable notTold) {
            thrown.addSuppressed(notTold);
        }
    }
}
