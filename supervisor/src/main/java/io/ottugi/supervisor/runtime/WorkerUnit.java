package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.evidence.Fallen;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.Step;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.lifecycle.WorkerMachine;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.Adoption.Finding;
import io.ottugi.supervisor.process.Escaped;
import io.ottugi.supervisor.process.Left;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import io.ottugi.supervisor.process.launch.RunningWorker;
import io.ottugi.supervisor.runtime.loop.Guarded;
import io.ottugi.supervisor.runtime.loop.Loop;
import io.ottugi.supervisor.runtime.loop.Message;
import io.ottugi.supervisor.runtime.loop.Refusals;
import io.ottugi.supervisor.runtime.loop.Strays;
import io.ottugi.supervisor.runtime.loop.WallTimes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One worker on the loop: its snapshot, and the performing of what the machine decides. */
final class WorkerUnit implements Unit, Loop.Timed {
    private final Clearance clearance;
    private final Guarded guarded;
    private final WorkerActions actions;
    private final Surroundings around;
    private final UnitListener listener;
    private final WorkerProcess process;
    private final ForkingStart forking;
    private final Refusals refusals = new Refusals(ProcessIdentity::isAlive);
    private final Deque<Event> pending = new ArrayDeque<>();

    private WorkerSpec spec;
    private WorkerMachine machine;
    private Snapshot snapshot;
    private final WallTimes times;
    private @Nullable Integer endCode;
    private @Nullable String askedBy;
    private Fallen.@Nullable Run fallen;
    private List<ProcessIdentity> strays = List.of();
    private @Nullable Explained explained;

    WorkerUnit(WorkerSpec spec, Surroundings around, UnitListener listener) {
        this.spec = spec;
        this.around = around;
        this.clearance = new Clearance(spec.name(), around);
        this.listener = listener;
        this.process = new WorkerProcess(spec, around);
        this.guarded = new Guarded(around.journal());
        this.forking = new ForkingStart(this, around, process, clearance);
        this.actions = new WorkerActions(this, around, listener, process, clearance);
        this.machine = new WorkerMachine(spec.lifecycle(), around.random());
        this.snapshot = Snapshot.initial(0, around.clock().nanos());
        this.times = new WallTimes(around.clock(), snapshot);
    }

    @Override
    public WorkerSpec spec() {
        return spec;
    }

    @Override
    public void reconfigure(WorkerSpec other) {
        spec = other;
        machine = new WorkerMachine(other.lifecycle(), around.random());
        process.respec(other);
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The times of day that belong to it. */
    WallTimes times() {
        return times;
    }

    /** Its process, which an adopted one need not have been started with its spec. */
    WorkerProcess process() {
        return process;
    }

    /** What was found out about its last fall, if that is known by now. */
    @Nullable Explained explained() {
        Fall fall = snapshot.lastFall();
        boolean same =
                explained != null && fall != null && explained.generation() == fall.generation();
        return same ? explained : null;
    }

    void explain(Explained found) {
        explained = found;
    }

    /** An operator, by name, has asked for what is done to it now. */
    void askedBy(String operator) {
        askedBy = operator;
    }

    @Override
    public long wakeAt() {
        long due = snapshot.due() == null ? Long.MAX_VALUE : snapshot.due().at();
        return Math.min(due, process.wakeAt());
    }

    /**
     * Begins: with what an earlier supervisor left, else with a start.
     *
     * @param wanted whether it is to be started; what runs already is not stopped
     */
    void begin(Finding finding, boolean wanted) {
        if (finding instanceof Finding.Found found) {
            process.adopt(found);
            if (wanted) {
                around.journal().earlierSettings(name(), process.earlierSettings());
            }
            adopted(found.identity(), found.cookie());
        } else if (finding instanceof Finding.Doubt doubt) {
            hold(doubt);
        } else if (finding instanceof Finding.Leftovers left) {
            clearFirst(left);
        } else if (finding instanceof Finding.Nothing nothing && wanted && isDone(nothing)) {
            listener.happened(this, Happening.ADOPTED);
        } else if (finding instanceof Finding.Nothing nothing) {
            snapshot = Snapshot.initial(nothing.lastGeneration(), around.clock().nanos());
            times.note(snapshot);
            if (wanted) {
                around.journal().alike(name(), nothing.alike());
                handle(new Event.Start());
            }
        }
    }

    /**
     * Takes over that it has done its work under an earlier supervisor, if the policy lets it be.
     */
    private boolean isDone(Finding.Nothing nothing) {
        WorkerRecord.Done done = nothing.done();
        if (done == null) {
            return false;
        }
        long now = around.clock().nanos();
        long ago = Duration.between(done.at(), around.clock().now()).toNanos();
        Cause success = new Cause.Ended(new WaitStatus.Exited(done.code()));
        long at = now - Math.max(0, ago);
        Fall end = new Fall(success, false, nothing.lastGeneration(), 0, at, 0);
        if (!spec.lifecycle().restart().isDoneAfter(end)) {
            return false;
        }
        snapshot = Snapshot.done(end, now);
        times.note(snapshot);
        String which = name() + ": has done its work in generation " + end.generation();
        around.journal().note(which + ", and is not run again");
        return true;
    }

    @Override
    public void handle(Event event) {
        pending.add(event);
        List<WorkerNews> news = new ArrayList<>();
        while (!pending.isEmpty()) {
            Step step = machine.step(snapshot, pending.remove(), around.clock().nanos());
            snapshot = step.next();
            times.note(snapshot);
            for (Action action : step.actions()) {
                if (action instanceof Action.Tell tell) {
                    news.add(new WorkerNews(this, tell.what(), snapshot));
                } else {
                    perform(action);
                }
            }
        }
        // Told when all is done: a successor does not wait for the writing of records.
        news.forEach(one -> one.tell(around, fallen, listener));
        Integer code = endCode;
        if (code != null) {
            endCode = null;
            listener.endWith(this, code);
        }
    }

    private void perform(Action action) {
        if (action instanceof Action.ExitSupervisor exit) {
            endCode = exit.code();
            return;
        }
        Event answer = actions.perform(action, askedBy);
        if (answer instanceof Event.SpawnFailed || answer instanceof Event.Ended) {
            guarded.run(() -> fallen = process.run());
        }
        if (answer != null) {
            pending.add(answer);
        }
    }

    void gone(long generation, long pid, WaitStatus status) {
        process.gone(generation, pid, status);
    }

    /**
     * Sends a signal to its first process alone, as {@code kill} would.
     *
     * @return what came of it
     */
    Result signal(SignalName signal) {
        return switch (process.signal(signal, askedBy)) {
            case SENT -> Result.signalled();
            case NOBODY -> Result.notRunning(this);
            case REFUSED -> Result.refused(Refusals.sentence(signal, List.of(snapshot.pid())));
        };
    }

    /** A process of it may not be signalled: told once for each process and signal. */
    void refused(ProcessIdentity process, SignalName signal) {
        if (refusals.add(process, signal)) {
            around.journal().refused(name(), process.pid(), signal);
        }
    }

    @Override
    public boolean differsFrom(WorkerSpec other) {
        return process.differsFrom(other);
    }

    @Override
    public boolean isKillFutile() {
        return refusals.isKillFutile();
    }

    @Override
    public Optional<String> refusedSignals() {
        return refusals.sentence();
    }

    /** Its processes that may not be signalled. */
    Refusals refusals() {
        return refusals;
    }

    /** After its end there are orphans that may have come of it, or of another. */
    void left(List<ProcessIdentity> orphans) {
        strays = orphans;
    }

    @Override
    public String strays() {
        return Strays.sentence(strays.stream().filter(ProcessIdentity::isAlive).toList());
    }

    /** What it was given up for has changed. */
    void reconsider(GivenUp why) {
        if (snapshot.state() == State.FAILED && snapshot.givenUp() == why) {
            handle(new Event.TryAgain());
        }
    }

    @Override
    public void wake() {
        if (process.hasBegun()) {
            handle(new Event.Ready(snapshot.generation()));
        }
        Untold end = process.takeUntold();
        if (end != null) {
            ended(end.generation(), snapshot.pid(), end.status());
        }
        handle(new Event.Tick());
    }

    /** The first process of a generation ended, or the one that stands for it by now. */
    void ended(long generation, long pid, WaitStatus status) {
        if (guarded.get(() -> forking.takes(generation, pid, status), false)) {
            return;
        }
        RunningWorker ended = process.ended(generation, pid);
        if (ended == null) {
            return;
        }
        guarded.run(() -> fallen = process.run());
        strays = List.of();
        guarded.run(
                () -> {
                    around.orphans().ended(ended.pid());
                    around.orphans().reap();
                });
        Snapshot before = snapshot;
        Cause cause =
                guarded.get(
                        () -> ExecFailure.cause(status, before, spec.execution().output()),
                        new Cause.Ended(status));
        long now = around.clock().nanos();
        Escaped escaped =
                Daemonizing.mayHaveEscaped(snapshot, cause, now)
                        ? process.escaped(ended)
                        : Escaped.NONE;
        boolean looking =
                isToBeLooked(ended, cause)
                        && guarded.get(
                                () ->
                                        clearance.look(
                                                ended,
                                                escaped,
                                                found -> left(ended, escaped, cause, found)),
                                false);
        if (!looking) {
            ended(ended, escaped, cause, true);
        }
    }

    /** Whether it is not known yet that others of it live, or is to be known which. */
    private boolean isToBeLooked(RunningWorker ended, Cause cause) {
        return snapshot.state() != State.STOPPING
                && (Daemonizing.mayBe(snapshot, spec, cause, around.clock().nanos())
                        || !guarded.get(() -> around.signals().groupExists(ended.pid()), true));
    }

    /** What is left of a program that may have gone into the background is looked at again. */
    private void left(RunningWorker ended, Escaped escaped, Cause cause, Left found) {
        boolean again =
                found.any()
                        && Daemonizing.mayBe(snapshot, spec, cause, around.clock().nanos())
                        && guarded.get(
                                () ->
                                        clearance.lookAgain(
                                                ended,
                                                escaped,
                                                still -> stillLeft(ended, escaped, cause, still)),
                                false);
        if (!again) {
            ended(ended, escaped, cause, found.any());
        }
    }

    /** If it is told to end meanwhile, it is no matter that it would have been none. */
    private void stillLeft(RunningWorker ended, Escaped escaped, Cause cause, Left still) {
        boolean asked = snapshot.state() == State.STOPPING;
        ended(ended, escaped, asked ? cause : Daemonizing.cause(cause, still), still.any());
    }

    /** It is known whether anything outlived its first process; that waits for nothing else. */
    private void ended(RunningWorker ended, Escaped escaped, Cause cause, boolean others) {
        boolean leftovers = others || snapshot.state() == State.STOPPING;
        if (leftovers) {
            guarded.run(() -> clearance.clear(ended, escaped, spec.stop().leftoversSignal()));
        }
        handle(new Event.Ended(ended.cookie().generation(), cause, leftovers));
    }

    /** Nothing of it has gone into the background. */
    void couldNotFollow(RunningWorker starter, Cause.CouldNotStart why) {
        process.ended(starter.cookie().generation(), starter.pid());
        guarded.run(() -> fallen = process.run());
        ended(starter, process.escaped(starter), why, false);
    }

    /** The start of a program that goes into the background. */
    ForkingStart forking() {
        return forking;
    }

    private void adopted(ProcessIdentity identity, Cookie cookie) {
        long startedAt = around.clock().nanos() - identity.age().toNanos();
        handle(new Event.Adopted(cookie.generation(), identity.pid(), startedAt));
    }

    private void hold(Finding.Doubt doubt) {
        String what = " of an earlier run may be it: end what is not wanted, and it starts";
        listener.doubts(this, doubt.describe());
        handle(new Event.Unproved(doubt.lastGeneration(), doubt.describe() + what));
        var gone = around.remains().outlive(doubt.processes());
        var unused = gone.thenRun(() -> around.inbox().post(new Message.DoubtResolved(name())));
    }

    /** The worker fell while nobody watched; what is left of it is ended before it starts again. */
    private void clearFirst(Finding.Leftovers left) {
        process.take(left.identity(), left.cookie(), JvmFiles.OURS);
        adopted(left.identity(), left.cookie());
        ended(left.cookie().generation(), left.identity().pid(), new WaitStatus.Unknown());
    }
}
