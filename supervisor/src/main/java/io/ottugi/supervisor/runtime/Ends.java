package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.process.launch.RunningWorker;
import io.ottugi.supervisor.runtime.loop.Message;

/** Brings the end of a generation's first process into the inbox. */
final class Ends {
    private final Surroundings around;

    Ends(Surroundings around) {
        this.around = around;
    }

    /**
     * As the one who waits for it tells: {@code Process.onExit}, or the watch on an adopted one.
     */
    void announce(RunningWorker worker) {
        var unused =
                worker.ended()
                        .thenAccept(
                                status ->
                                        around.inbox()
                                                .post(
                                                        new Message.ProcessEnded(
                                                                worker.cookie().worker(),
                                                                worker.cookie().generation(),
                                                                worker.pid(),
                                                                status)));
    }

    /** As the kernel tells through a pidfd, in case the JDK never gets to it. */
    void announceIndependently(RunningWorker worker) {
        var unused =
                worker.gone()
                        .thenAccept(
                                status ->
                                        around.inbox()
                                                .post(
                                                        new Message.ProcessGone(
                                                                worker.cookie().worker(),
                                                                worker.cookie().generation(),
                                                                worker.pid(),
                                                                status)));
    }
}
