package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.fleet.simulation.Kernel.Generation;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.Step;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.lifecycle.WorkerMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A unit with the real machine, whose processes are the kernel's. */
final class SimulatedUnit implements Unit {
    private final SimulatedSupervisor supervisor;
    private final Deque<Event> pending = new ArrayDeque<>();
    private WorkerSpec spec;
    private WorkerMachine machine;
    private Snapshot snapshot;
    private @Nullable Generation running;
    private @Nullable Generation clearing;
    private @Nullable Integer exit;

    SimulatedUnit(WorkerSpec spec, SimulatedSupervisor supervisor) {
        this.spec = spec;
        this.supervisor = supervisor;
        this.machine = new WorkerMachine(spec.lifecycle(), supervisor.dice()::fraction);
        this.snapshot = Snapshot.initial(0, supervisor.now());
    }

    @Override
    public WorkerSpec spec() {
        return spec;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void reconfigure(WorkerSpec other) {
        spec = other;
        machine = new WorkerMachine(other.lifecycle(), supervisor.dice()::fraction);
    }

    @Override
    public boolean differsFrom(WorkerSpec other) {
        return running != null && !running.spec().execution().equals(other.execution());
    }

    @Override
    public boolean isKillFutile() {
        return false;
    }

    @Override
    public Optional<String> refusedSignals() {
        return Optional.empty();
    }

    @Override
    public String strays() {
        return "";
    }

    /** Nothing of it runs. */
    void beginAbsent(long lastGeneration, boolean wanted, @Nullable Integer done) {
        snapshot = Snapshot.initial(lastGeneration, supervisor.now());
        Fall end =
                new Fall(
                        new Cause.Ended(new WaitStatus.Exited(done == null ? 1 : done)),
                        false,
                        lastGeneration,
                        0,
                        supervisor.now(),
                        0);
        if (wanted && done != null && spec.lifecycle().restart().isDoneAfter(end)) {
            snapshot = Snapshot.done(end, supervisor.now());
            supervisor.happened(this, Happening.ADOPTED);
        } else if (wanted) {
            handle(new Event.Start());
        }
    }

    /** Its first process runs. */
    void adopt(Generation found) {
        running = found;
        found.watch(supervisor::ended);
        handle(new Event.Adopted(found.number(), found.pid(), supervisor.now()));
    }

    /** Its first process has ended, and another of it lives. */
    void clearFirst(Generation found) {
        running = found;
        handle(new Event.Adopted(found.number(), found.pid(), supervisor.now()));
        ended(found);
    }

    /** It cannot be told what runs of it. */
    void doubt(long lastGeneration) {
        supervisor.fleet().hold(this, "process 77");
        handle(new Event.Unproved(lastGeneration, "process 77"));
    }

    @Override
    public void handle(Event event) {
        pending.add(event);
        List<Happening> news = new ArrayList<>();
        while (!pending.isEmpty()) {
            Event next = pending.remove();
            supervisor.takes(this, next);
            Step step = machine.step(snapshot, next, supervisor.now());
            snapshot = step.next();
            for (Action action : step.actions()) {
                if (action instanceof Action.Tell tell) {
                    news.add(tell.what());
                } else {
                    perform(action);
                }
            }
        }
        news.forEach(what -> supervisor.happened(this, what));
        if (exit != null) {
            exit = null;
            supervisor.fleet().leave();
        }
    }

    private void perform(Action action) {
        if (action instanceof Action.AskToStart) {
            supervisor.fleet().asksToStart(this, supervisor.now());
        } else if (action instanceof Action.Spawn spawn) {
            pending.add(spawn(spawn.generation()));
        } else if (action instanceof Action.Terminate terminate) {
            if (running != null) {
                supervisor.kernel().terminate(running);
            }
            endIfNothingLives(terminate.generation());
        } else if (action instanceof Action.KillAll kill) {
            if (running != null) {
                supervisor.kernel().kill(running);
            }
            endIfNothingLives(kill.generation());
        } else if (action instanceof Action.Examine examine) {
            pending.add(new Event.Examined(examine.generation()));
        } else if (action instanceof Action.ExitSupervisor leave) {
            exit = leave.code();
        } else {
            throw new IllegalStateException("nobody performs " + action);
        }
    }

    private Event spawn(long generation) {
        supervisor.spawns(this);
        Optional<Generation> started = supervisor.kernel().start(spec, generation);
        if (started.isEmpty()) {
            return new Event.SpawnFailed(
                    generation, new Cause.CouldNotStart(Cause.Stage.FORK, "no process"));
        }
        running = started.get();
        running.watch(supervisor::ended);
        supervisor.later(1, () -> handle(new Event.Ready(generation)));
        return new Event.Spawned(generation, running.pid());
    }

    /** A stop that finds nothing to stop, and waits for nothing that is being ended, is over. */
    private void endIfNothingLives(long generation) {
        if (running == null && clearing == null) {
            pending.add(
                    new Event.Ended(generation, new Cause.Ended(new WaitStatus.Unknown()), false));
        }
    }

    /** The first process of a generation has ended. */
    void ended(Generation ended) {
        if (running != ended) {
            return;
        }
        running = null;
        boolean leftovers = ended.hasOther() || snapshot.state() == State.STOPPING;
        if (leftovers) {
            clearing = ended;
            supervisor.clear(ended, () -> cleared(ended));
        }
        handle(new Event.Ended(ended.number(), new Cause.Ended(ended.status()), leftovers));
    }

    private void cleared(Generation cleared) {
        if (clearing == cleared) {
            clearing = null;
        }
        handle(new Event.Cleared(cleared.number()));
    }

    /** The time of its deadline may have come. */
    void tick() {
        handle(new Event.Tick());
    }

    @Override
    public String toString() {
        return name()
                + " "
                + snapshot.state()
                + " "
                + snapshot.desired()
                + " gen "
                + snapshot.generation();
    }
}
