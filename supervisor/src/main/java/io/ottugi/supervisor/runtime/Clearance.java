package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.process.Cookie;
import io.ottugi.supervisor.process.ProcessIdentity;
import io.ottugi.supervisor.process.RunningWorker;
import io.ottugi.supervisor.process.Signals;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends what outlives the first process of a worker's generation, beside the loop. */
final class Clearance {
    private final String worker;
    private final Surroundings around;
    private @Nullable Leftovers leftovers;

    /** A generation whose first process is gone and whose others are being ended. */
    private record Leftovers(ProcessIdentity leader, Cookie cookie) {}

    Clearance(String worker, Surroundings around) {
        this.worker = worker;
        this.around = around;
    }

    /**
     * Looks beside the loop whether anything is left; until that is known a stop waits, as it does
     * while something is being ended.
     *
     * @param then on the loop, with whether anything is
     * @return true, always: it is being looked
     */
    boolean look(RunningWorker ended, Consumer<Boolean> then) {
        leftovers = new Leftovers(ended.identity(), ended.cookie());
        var unused =
                around.remains()
                        .areThere(ended)
                        .thenAccept(
                                found ->
                                        around.inbox()
                                                .post(new Message.Later(() -> then.accept(found))));
        return true;
    }

    /** Ends all that is left; the loop is told when it is done. */
    void clear(RunningWorker ended, SignalName signal) {
        leftovers = new Leftovers(ended.identity(), ended.cookie());
        long generation = ended.cookie().generation();
        var unused =
                around.remains()
                        .end(ended.identity(), ended.cookie(), signal)
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
        Leftovers left = leftovers;
        return left != null && left.cookie().generation() == generation;
    }

    /** KILL to what runs, else to what is left; each process that refuses is told. */
    void kill(@Nullable RunningWorker running) {
        if (running != null) {
            around.signals().toGroup(running.identity(), SignalName.KILL, Signals.Refusals.UNTOLD);
            around.remains().kill(running.identity(), running.cookie());
        } else if (leftovers != null) {
            around.remains().kill(leftovers.leader(), leftovers.cookie());
        }
    }
}
