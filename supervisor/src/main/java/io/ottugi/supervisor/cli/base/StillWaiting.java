package io.ottugi.supervisor.cli.base;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Tells somebody who has waited for long that leaving would change nothing. */
public final class StillWaiting {
    private StillWaiting() {}

    /**
     * Does something that may take long.
     *
     * @param patience after which it is told, once
     * @param what is waited for
     */
    public static <T> T during(
            Supplier<T> action, Duration patience, Context context, String what) {
        Thread thread =
                new Thread(
                        () -> {
                            LockSupport.parkNanos(patience.toNanos());
                            if (!Thread.interrupted()) {
                                context.err()
                                        .println(
                                                "ottugi: still waiting for "
                                                        + what
                                                        + "; leaving with ^C changes nothing, it"
                                                        + " goes on all the same");
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        try {
            return action.get();
        } finally {
            thread.interrupt();
        }
    }
}
