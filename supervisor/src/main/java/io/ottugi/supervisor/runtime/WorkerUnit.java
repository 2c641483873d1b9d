package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.Step;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.lifecycle.WorkerMachine;
import io.ottugi.supervisor.process.Adoption.Finding;
import io.ottugi.supervisor.process.Cookie;
import io.ottugi.supervisor.process.ProcessIdentity;
import io.ottugi.supervisor.process.ProcessStarter.StartFailed;
import io.ottugi.supervisor.process.RunningWorker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One worker on the loop: its snapshot, and the performing of what the machine decides. */
final class WorkerUnit {
    /** Told of each happening after it was recorded. */
    interface Observer {
        void happened(WorkerUnit unit, Happening what);
    }

    private static final long JDK_TELLS_NANOS = 1_000_000_000;

    private final WorkerSpec spec;
    private final WorkerMachine machine;
    private final Ends ends;
    private final Surroundings around;
    private final Observer observer;
    private final Deque<Event> pending = new ArrayDeque<>();

    private Snapshot snapshot;
    private @Nullable RunningWorker running;
    private @Nullable ExecWatch exec;
    private @Nullable Leftovers leftovers;
    private @Nullable Untold untold;
    private List<String> runningCommand;
    private @Nullable String log;

    /** An end that the JDK has not told yet. */
    private record Untold(long generation, WaitStatus status, long believedAt) {}

    /** A generation whose first process is gone and whose others are being ended. */
    private record Leftovers(ProcessIdentity leader, Cookie cookie) {}

    WorkerUnit(WorkerSpec spec, Surroundings around, Observer observer) {
        this.spec = spec;
        this.around = around;
        this.ends = new Ends(around);
        this.observer = observer;
        this.machine = new WorkerMachine(spec.lifecycle(), around.random());
        this.snapshot = Snapshot.initial(0, around.clock().nanos());
        this.runningCommand = spec.command();
        this.log = spec.log();
    }

    String name() {
        return spec.name();
    }

    WorkerSpec spec() {
        return spec;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * What its living process was started with, which an adopted one need not share with its spec.
     */
    List<String> runningCommand() {
        return runningCommand;
    }

    /** Where its living process writes, or its next will; null for where the supervisor does. */
    @Nullable String log() {
        return log;
    }

    /**
     * When it must be looked at again, monotonic nanoseconds, or {@link Long#MAX_VALUE} for never.
     */
    long wakeAt() {
        long due = snapshot.due() == null ? Long.MAX_VALUE : snapshot.due().at();
        long look = exec == null ? Long.MAX_VALUE : exec.lookAt();
        long end = untold == null ? Long.MAX_VALUE : untold.believedAt();
        return Math.min(due, Math.min(look, end));
    }

    /** Begins: with what an earlier supervisor left, else with a start. */
    void begin(Finding finding) {
        if (finding instanceof Finding.Found found) {
            adopt(found);
        } else if (finding instanceof Finding.Doubt doubt) {
            hold(doubt);
        } else if (finding instanceof Finding.Leftovers left) {
            clearFirst(left);
        } else if (finding instanceof Finding.Nothing nothing) {
            snapshot = Snapshot.initial(nothing.lastGeneration(), around.clock().nanos());
            handle(new Event.Start());
        }
    }

    /** One event, and all that follows from it at once. */
    void handle(Event event) {
        pending.add(event);
        List<Told> told = new ArrayList<>();
        while (!pending.isEmpty()) {
            Step step = machine.step(snapshot, pending.remove(), around.clock().nanos());
            snapshot = step.next();
            for (Action action : step.actions()) {
                if (action instanceof Action.Tell tell) {
                    told.add(new Told(tell.what(), snapshot));
                } else {
                    perform(action);
                }
            }
        }
        told.forEach(this::tell);
    }

    /** Told when all is done: a successor does not wait for the writing of records. */
    private record Told(Happening what, Snapshot snapshot) {}

    private void tell(Told told) {
        around.journal().worker(name(), told.what(), told.snapshot());
        observer.happened(this, told.what());
    }

    /**
     * The kernel says that its first process ended. The JDK will tell so too, with the status,
     * unless it has no thread to do that on: JDK 25's common pool never recovers from having had
     * none.
     */
    void gone(long generation, WaitStatus status) {
        RunningWorker gone = running;
        if (gone != null && gone.cookie().generation() == generation) {
            untold = new Untold(generation, status, around.clock().nanos() + JDK_TELLS_NANOS);
        }
    }

    /** Its time has come, or nearly: looks at what is due. */
    void wake() {
        ExecWatch watch = exec;
        if (watch != null && watch.isOver(around.clock().nanos())) {
            exec = null;
            handle(new Event.Ready(snapshot.generation()));
        }
        Untold end = untold;
        if (end != null && around.clock().nanos() - end.believedAt() >= 0) {
            untold = null;
            ended(end.generation(), end.status());
        }
        handle(new Event.Tick());
    }

    /** The first process of a generation ended. */
    void ended(long generation, WaitStatus status) {
        RunningWorker ended = running;
        if (ended == null || ended.cookie().generation() != generation) {
            return;
        }
        around.orphans().ended(ended.pid());
        around.orphans().reap();
        running = null;
        exec = null;
        untold = null;
        Cause cause = ExecFailure.cause(status, snapshot.state(), spec.logFile());
        boolean stopping = snapshot.state() == State.STOPPING;
        if (stopping || around.signals().groupExists(ended.pid())) {
            handle(new Event.Ended(generation, cause, true));
            clear(ended.identity(), ended.cookie());
        } else {
            handle(new Event.Ended(generation, cause, false));
            sweepStrays(ended);
        }
    }

    private void perform(Action action) {
        if (action instanceof Action.Spawn spawn) {
            spawn(spawn.generation());
        } else if (action instanceof Action.Terminate) {
            RunningWorker target = running;
            if (target != null) {
                around.signals().toGroup(target.identity(), spec.stopSignal());
            }
        } else if (action instanceof Action.KillAll) {
            killAll();
        }
    }

    private void spawn(long generation) {
        try {
            RunningWorker started =
                    around.starter().start(spec, around.newCookie(name(), generation));
            running = started;
            runningCommand = spec.command();
            log = spec.log();
            around.orphans().started(started.pid());
            exec = new ExecWatch(around.chain(), started.pid(), spec, around.clock().nanos());
            pending.add(new Event.Spawned(generation, started.pid()));
            around.remember(started, runningCommand, log);
            ends.announce(started);
            ends.announceIndependently(started);
        } catch (StartFailed e) {
            pending.add(new Event.SpawnFailed(generation, e.why()));
        }
    }

    private void adopt(Finding.Found found) {
        running =
                new RunningWorker(
                        found.identity(), found.cookie(), around.exits().watch(found.identity()));
        runningCommand = found.command();
        log = found.log();
        around.remember(running, runningCommand, log);
        handle(adopted(found.cookie(), found.identity()));
        ends.announce(running);
    }

    private Event adopted(Cookie cookie, ProcessIdentity identity) {
        long startedAt = around.clock().nanos() - identity.age().toNanos();
        return new Event.Adopted(cookie.generation(), identity.pid(), startedAt);
    }

    private void hold(Finding.Doubt doubt) {
        String detail =
                doubt.describe()
                        + " of an earlier run may be it: end what is not wanted, and it starts";
        handle(new Event.Unproved(doubt.lastGeneration(), detail));
        var unused =
                around.remains()
                        .outlive(doubt.processes())
                        .thenRun(() -> around.inbox().post(new Message.DoubtResolved(name())));
    }

    /** What held it back is gone. */
    void doubtResolved() {
        if (snapshot.state() == State.FAILED) {
            handle(new Event.Start());
        }
    }

    /** The worker fell while nobody watched; what is left of it is ended before it starts again. */
    private void clearFirst(Finding.Leftovers left) {
        long generation = left.cookie().generation();
        running =
                new RunningWorker(
                        left.identity(), left.cookie(), around.exits().watch(left.identity()));
        handle(adopted(left.cookie(), left.identity()));
        ended(generation, new WaitStatus.Unknown());
    }

    private void clear(ProcessIdentity leader, Cookie cookie) {
        leftovers = new Leftovers(leader, cookie);
        var unused =
                around.remains()
                        .end(leader, cookie, spec.stopSignal())
                        .thenRun(
                                () ->
                                        around.inbox()
                                                .post(
                                                        new Message.GenerationCleared(
                                                                name(), cookie.generation())));
    }

    /** Processes that left the group in time: ended beside the restart, which does not wait. */
    private void sweepStrays(RunningWorker ended) {
        around.remains()
                .sweep(
                        ended.identity(),
                        ended.cookie(),
                        spec.stopSignal(),
                        spec.lifecycle().stopTimeout());
    }

    private void killAll() {
        RunningWorker target = running;
        if (target != null) {
            around.signals().toGroup(target.identity(), SignalName.KILL);
            around.remains().kill(target.identity(), target.cookie());
        } else if (leftovers != null) {
            around.remains().kill(leftovers.leader(), leftovers.cookie());
        }
    }
}
