package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.GivenUp;
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
    private final Ends ends;
    private final Clearance clearance;
    private final Surroundings around;
    private final Superior superior;
    private final Deque<Event> pending = new ArrayDeque<>();

    private WorkerSpec spec;
    private WorkerMachine machine;
    private Snapshot snapshot;
    private @Nullable RunningWorker running;
    private @Nullable ExecWatch exec;
    private @Nullable Untold untold;
    private @Nullable Integer endCode;
    private List<String> runningCommand;
    private @Nullable String log;

    WorkerUnit(WorkerSpec spec, Surroundings around, Superior superior) {
        this.spec = spec;
        this.around = around;
        this.ends = new Ends(around);
        this.clearance = new Clearance(spec.name(), around);
        this.superior = superior;
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

    /** Takes another spec; what runs goes on as it is. */
    void respec(WorkerSpec other) {
        spec = other;
        machine = new WorkerMachine(other.lifecycle(), around.random());
        if (running == null) {
            runningCommand = other.command();
            log = other.log();
        }
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

    /**
     * Begins: with what an earlier supervisor left, else with a start.
     *
     * @param wanted whether it is to be started; what runs already is not stopped
     */
    void begin(Finding finding, boolean wanted) {
        if (finding instanceof Finding.Found found) {
            adopt(found);
        } else if (finding instanceof Finding.Doubt doubt) {
            hold(doubt);
        } else if (finding instanceof Finding.Leftovers left) {
            clearFirst(left);
        } else if (finding instanceof Finding.Nothing nothing) {
            snapshot = Snapshot.initial(nothing.lastGeneration(), around.clock().nanos());
            if (wanted) {
                handle(new Event.Start());
            }
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
        Integer code = endCode;
        if (code != null) {
            endCode = null;
            superior.endWith(this, code);
        }
    }

    /** Told when all is done: a successor does not wait for the writing of records. */
    private record Told(Happening what, Snapshot snapshot) {}

    private void tell(Told told) {
        around.journal().worker(name(), told.what(), told.snapshot());
        if (told.what() == Happening.GAVE_UP && told.snapshot().givenUp() == GivenUp.CAUSE) {
            around.tellOfChanges(name(), spec.restartWhenChanged());
        }
        superior.happened(this, told.what());
    }

    /**
     * The kernel says that its first process ended. The JDK will tell so too, with the status,
     * unless it has no thread to do that on: JDK 25's common pool never recovers from having had
     * none.
     */
    void gone(long generation, WaitStatus status) {
        RunningWorker gone = running;
        if (gone != null && gone.cookie().generation() == generation) {
            untold = Untold.since(around.clock().nanos(), generation, status);
        }
    }

    /**
     * Sends a signal to its first process alone, as {@code kill} would.
     *
     * @return whether there is one
     */
    boolean signal(SignalName signal) {
        RunningWorker target = running;
        if (target != null) {
            around.signals().toProcess(target.identity(), signal);
        }
        return target != null;
    }

    /** What it was given up for has changed. */
    void reconsider(GivenUp why) {
        if (snapshot.state() == State.FAILED && snapshot.givenUp() == why) {
            handle(new Event.Start());
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
        Cause cause = ExecFailure.cause(status, snapshot.state(), spec.execution().logFile());
        boolean stopping = snapshot.state() == State.STOPPING;
        if (stopping || around.signals().groupExists(ended.pid())) {
            handle(new Event.Ended(generation, cause, true));
            clearance.clear(ended, spec.stopSignal());
        } else {
            handle(new Event.Ended(generation, cause, false));
            clearance.sweep(ended, spec);
        }
    }

    private void perform(Action action) {
        if (action instanceof Action.AskToStart) {
            if (superior.mayStart(this)) {
                pending.add(new Event.MayStart());
            }
        } else if (action instanceof Action.ExitSupervisor exit) {
            endCode = exit.code();
        } else if (action instanceof Action.Spawn spawn) {
            spawn(spawn.generation());
        } else if (action instanceof Action.Terminate) {
            RunningWorker target = running;
            if (target != null) {
                around.signals().toGroup(target.identity(), spec.stopSignal());
            }
        } else if (action instanceof Action.KillAll) {
            clearance.kill(running);
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
        RunningWorker adopted = take(found.identity(), found.cookie());
        runningCommand = found.command();
        log = found.log();
        around.remember(adopted, runningCommand, log);
        ends.announce(adopted);
    }

    private RunningWorker take(ProcessIdentity identity, Cookie cookie) {
        RunningWorker found = new RunningWorker(identity, cookie, around.exits().watch(identity));
        running = found;
        long startedAt = around.clock().nanos() - identity.age().toNanos();
        handle(new Event.Adopted(cookie.generation(), identity.pid(), startedAt));
        return found;
    }

    private void hold(Finding.Doubt doubt) {
        String detail =
                doubt.describe()
                        + " of an earlier run may be it: end what is not wanted, and it starts";
        superior.doubts(this, doubt.describe());
        handle(new Event.Unproved(doubt.lastGeneration(), detail));
        var unused =
                around.remains()
                        .outlive(doubt.processes())
                        .thenRun(() -> around.inbox().post(new Message.DoubtResolved(name())));
    }

    /** The worker fell while nobody watched; what is left of it is ended before it starts again. */
    private void clearFirst(Finding.Leftovers left) {
        take(left.identity(), left.cookie());
        ended(left.cookie().generation(), new WaitStatus.Unknown());
    }
}
