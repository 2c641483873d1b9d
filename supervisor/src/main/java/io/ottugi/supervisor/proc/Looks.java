package io.ottugi.supervisor.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks through all processes for those who ask, off the loop: one pass serves everybody who asked
 * before it began. A thousand workers that fall at once do not take a thousand passes.
 */
public final class Looks {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Executor beside;
    private final Supplier<ProcessTable> pass;
    private List<Consumer<ProcessTable>> waiting = new ArrayList<>();
    private boolean due;

    /**
     * @param beside takes the passes, one at a time
     */
    public Looks(Executor beside, Supplier<ProcessTable> pass) {
        this.beside = beside;
        this.pass = pass;
    }

    /** As soon as possible. */
    public synchronized void next(Consumer<ProcessTable> look) {
        waiting.add(look);
        if (!due) {
            due = true;
            beside.execute(this::run);
        }
    }

    private void later(long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, beside).execute(this::run);
    }

    private void run() {
        List<Consumer<ProcessTable>> served = take();
        if (served.isEmpty()) {
            return;
        }
        try {
            ProcessTable table = pass.get();
            served.forEach(look -> serve(look, table));
        } catch (Throwable e) {
            again(served);
        }
    }

    private void serve(Consumer<ProcessTable> look, ProcessTable table) {
        try {
            look.accept(table);
        } catch (Throwable e) {
            again(List.of(look));
        }
    }

    private synchronized List<Consumer<ProcessTable>> take() {
        List<Consumer<ProcessTable>> served = waiting;
        waiting = new ArrayList<>();
        due = false;
        return served;
    }

    /** Not being able to look, for want of descriptors for one, is not seeing nothing. */
    private synchronized void again(List<Consumer<ProcessTable>> unserved) {
        waiting.addAll(unserved);
        if (!due) {
            due = true;
            later(RETRY_NANOS);
        }
    }
}
