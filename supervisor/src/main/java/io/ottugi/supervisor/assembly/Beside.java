package io.ottugi.supervisor.assembly;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread for work that must not hold up the loop. It is made at once and stays, since at the
 * moment it is needed there may be none to have.
 */
final class Beside {
    private Beside() {}

    static Executor executor() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "ottugi-beside");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.prestartAllCoreThreads();
        return executor;
    }
}
