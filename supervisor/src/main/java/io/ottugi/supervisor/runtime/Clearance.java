package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.process.Escaped;
import io.ottugi.supervisor.process.Left;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.launch.RunningWorker;
import io.ottugi.supervisor.runtime.loop.Message;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends what outlives the first process of a worker's generation, beside the loop. */
final class Clearance {
    private final String worker;
    private final Surroundings around;

    /** A generation whose first process is gone and whose others are being ended. */
    private @Nullable RunningWorker leftovers;

    Clearance(String worker, Surroundings around) {
        this.worker = worker;
        this.around = around;
    }

    /**
     * Looks beside the loop who belongs to it, which nobody can tell of all of them once its first
     * process is gone.
     *
     * @param then what may end that, on the loop
     */
    void know(RunningWorker running, Runnable then) {
        var unused =
                around.remains()
                        .know(running)
                        .thenRun(() -> around.inbox().post(new Message.Later(then)));
    }

    /**
     * Looks beside the loop whether anything is left; until that is known a stop waits, as it does
     * while something is being ended.
     *
     * @param then on the loop, with what is
     * @return true, always: it is being looked
     */
    boolean look(RunningWorker ended, Escaped escaped, Consumer<Left> then) {
        leftovers = ended;
        tell(around.remains().areThere(ended, escaped), then);
        return true;
    }

    /** The same a moment later. */
    boolean lookAgain(RunningWorker ended, Escaped escaped, Consumer<Left> then) {
        tell(around.remains().areStillThere(ended, escaped), then);
        return true;
    }

    private void tell(CompletableFuture<Left> looked, Consumer<Left> then) {
        var unused =
                looked.thenAccept(
                        found -> around.inbox().post(new Message.Later(() -> then.accept(found))));
    }

    /** Ends all that is left; the loop is told when it is done. */
    void clear(RunningWorker ended, Escaped escaped, SignalName signal) {
        leftovers = ended;
        long generation = ended.cookie().generation();
        var unused =
                around.remains()
                        .end(ended, signal, escaped)
                        .whenComplete(
                                (done, failed) ->
                                        around.inbox()
                                                .post(
                                                        new Message.GenerationCleared(
                                                                worker, generation)));
    }

    /**
     * Tells whether what is left of this generation is being ended; the loop is told when it is.
     */
    boolean isUnderWay(long generation) {
        RunningWorker left = leftovers;
        return left != null && left.cookie().generation() == generation;
    }

    /** KILL to what runs, else to what is left; each process that refuses is told. */
    void kill(@Nullable RunningWorker running) {
        if (running != null) {
            around.signals().toGroup(running.identity(), SignalName.KILL, Signals.Refusals.UNTOLD);
            around.remains().kill(running);
        } else if (leftovers != null) {
            around.remains().kill(leftovers);
        }
    }
}
