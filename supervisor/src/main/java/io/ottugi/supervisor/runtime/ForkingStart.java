package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.Escaped;
import io.ottugi.supervisor.process.Remains;
import io.ottugi.supervisor.process.launch.RunningWorker;
import io.ottugi.supervisor.runtime.loop.Message;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The start of a program that goes into the background, as {@code Type=forking} of
 * systemd.service(5): it has started once its first process has ended with 0 and its pid file names
 * a process that came of it, which is the worker's first process from then on. Until then the
 * worker is {@code STARTING}, and a stop ends all that lives of it.
 */
final class ForkingStart {
    private static final long FIRST_LOOK_MILLIS = 20;
    private static final long RAREST_LOOK_MILLIS = 500;

    /** A process that nothing tells of may yet be named. */
    private static final long NOTHING_LIVES_NANOS = 5_000_000_000L;

    private final WorkerUnit unit;
    private final Surroundings around;
    private final WorkerProcess process;
    private final Clearance clearance;
    private @Nullable RunningWorker starter;
    private long interval;
    private long livedAt;

    ForkingStart(WorkerUnit unit, Surroundings around, WorkerProcess process, Clearance clearance) {
        this.unit = unit;
        this.around = around;
        this.process = process;
        this.clearance = clearance;
    }

    /** Whether the process to follow is being looked for. */
    boolean isUnderWay() {
        return starter != null;
    }

    /**
     * Looks for the process to follow, if that is what the end of this one means.
     *
     * @return false if it is an ordinary end
     */
    boolean takes(long generation, long pid, WaitStatus status) {
        RunningWorker ended = process.running();
        boolean its =
                ended != null && ended.cookie().generation() == generation && ended.pid() == pid;
        if (!its || process.pidFile() == null) {
            return false;
        }
        if (isUnderWay()) {
            return true;
        }
        boolean meant =
                unit.snapshot().state() == State.STARTING
                        && status.equals(new WaitStatus.Exited(0));
        if (meant) {
            starter = ended;
            interval = FIRST_LOOK_MILLIS;
            livedAt = around.clock().nanos();
            around.orphans().ended(pid);
            around.orphans().reap();
            look(Objects.requireNonNull(ended));
        }
        return meant;
    }

    private void look(RunningWorker whose) {
        Path file = Objects.requireNonNull(process.pidFile());
        Escaped escaped = process.escaped(whose);
        var unused =
                around.remains()
                        .search(whose, escaped, new Remains.Search(file, interval))
                        .thenAccept(
                                found ->
                                        around.inbox()
                                                .post(new Message.Later(() -> seen(whose, found))));
        interval = Math.min(2 * interval, RAREST_LOOK_MILLIS);
    }

    private void seen(RunningWorker whose, Remains.Followed found) {
        RunningWorker wanted = starter;
        if (wanted == null || !wanted.identity().equals(whose.identity())) {
            return;
        }
        if (found.left().any()) {
            livedAt = around.clock().nanos();
        }
        ProcessIdentity named = found.named().orElse(null);
        if (named != null) {
            starter = null;
            process.follow(named);
            long generation = whose.cookie().generation();
            unit.handle(new Event.Spawned(generation, named.pid()));
            unit.handle(new Event.Ready(generation));
        } else if (around.clock().nanos() - livedAt < NOTHING_LIVES_NANOS) {
            look(whose);
        } else {
            starter = null;
            unit.couldNotFollow(
                    whose,
                    new Cause.CouldNotStart(
                            Cause.Stage.FOLLOW,
                            "its first process ended with 0, but nothing of it lives, and "
                                    + process.pidFile()
                                    + " names none"));
        }
    }

    /** Looks no more, and ends all that lives of it. */
    Event giveUp(SignalName signal) {
        RunningWorker whose = Objects.requireNonNull(starter);
        starter = null;
        Escaped escaped = process.escaped(whose);
        long generation = whose.cookie().generation();
        process.ended(generation, whose.pid());
        clearance.clear(whose, escaped, signal);
        return new Event.Ended(generation, new Cause.Ended(new WaitStatus.Exited(0)), true);
    }
}
