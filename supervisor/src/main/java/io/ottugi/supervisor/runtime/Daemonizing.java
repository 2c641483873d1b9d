package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.Left;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Recognises programs that go into the background: the first process ends with 0 right after its
 * start, and others live on. A one-shot may leave such processes, and with a pid file it is meant.
 */
final class Daemonizing {
    /** A server that goes into the background has done so by then, on a slow machine too. */
    private static final long BRIEF_NANOS = 5_000_000_000L;

    private static final int MOST_NAMED = 3;

    private Daemonizing() {}

    /**
     * Tells whether a process of a generation may have left it: its first process ended with 0, be
     * it amid a stop, so soon after the start that it may just have gone into the background.
     */
    static boolean mayHaveEscaped(Snapshot snapshot, Cause cause, long now) {
        return now - snapshot.run().startedAt() < BRIEF_NANOS && isSuccess(cause);
    }

    /** Tells whether the end is none of what it was started for, if anything is left of it. */
    static boolean mayBe(Snapshot snapshot, WorkerSpec spec, Cause cause, long now) {
        return snapshot.state() != State.STOPPING
                && mayHaveEscaped(snapshot, cause, now)
                && spec.execution().pidFile() == null
                && !spec.order().oneshot();
    }

    private static boolean isSuccess(Cause cause) {
        return cause.equals(new Cause.Ended(new WaitStatus.Exited(0)));
    }

    /**
     * The cause of a fall that may be one.
     *
     * @param left what is left of it a moment after its end
     */
    static Cause cause(Cause cause, Left left) {
        boolean known = cause instanceof Cause.Ended && !left.processes().isEmpty();
        return known && cause instanceof Cause.Ended ended
                ? new Cause.Daemonized(ended.status(), names(left.processes()))
                : cause;
    }

    /** Such as {@code nginx (pid 4711)}. */
    static String names(List<ProcStat> processes) {
        String named =
                processes.stream()
                        .limit(MOST_NAMED)
                        .map(process -> process.name() + " (pid " + process.pid() + ")")
                        .collect(Collectors.joining(", "));
        int more = processes.size() - MOST_NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }
}
