package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.fleet.FailedStart;
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.fleet.OperatorOverrides;
import io.ottugi.supervisor.fleet.RetriedStore;
import io.ottugi.supervisor.fleet.Takeover;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.process.Adoption.Finding;
import io.ottugi.supervisor.runtime.loop.Guarded;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.Loop;
import io.ottugi.supervisor.runtime.loop.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The loop: wait, classify, hand on. It ends when it is told to, and else never: whatever a worker
 * or the system does is an event.
 */
public final class Supervisor implements UnitListener, Requests.Whole, Loop.Part {
    /** The time for which one turn starts units while no command waits; one is started anyhow. */
    private static final long STARTS_NANOS = 20_000_000;

    private final Surroundings around;
    private final Identity identity;
    private final Edge edge;
    private final Fleet<WorkerUnit> fleet;
    private final OverrideFile overrideFile;
    private final RetriedStore planOnDisk;
    private final StartupNews startupNews;
    private final Requests requests;
    private final WorkerMessages workerMessages;
    private final Failures failures;
    private final Loop loop;
    private final List<Replies> awaitingEnd = new ArrayList<>();
    private Plan stored;
    private long hangups;
    private int created;
    private int exitCode;

    /** What the supervisor says of itself. */
    public interface Identity {
        /** The {@code supervisor} part of the status, without what the loop knows. */
        JsonObject describe();
    }

    /**
     * @param plan what to keep up at first
     * @param wishesFile where operators' wishes are kept
     */
    public Supervisor(
            Surroundings around,
            Plan plan,
            Path wishesFile,
            Identity identity,
            Edge edge,
            StartupReport report) {
        this.around = around;
        this.identity = identity;
        this.edge = edge;
        this.overrideFile = new OverrideFile(wishesFile, around.journal()::note);
        this.startupNews = new StartupNews(report);
        this.fleet =
                new Fleet<>(
                        plan,
                        new OperatorOverrides(overrideFile, around.journal()::note),
                        new UnitHost(around, this::create),
                        startupNews,
                        around.clock().nanos());
        this.stored = plan;
        this.planOnDisk =
                new RetriedStore(
                        () -> around.keep().apply(stored),
                        "the plan is kept on disk again",
                        around.journal()::note);
        this.requests = new Requests(around, fleet, this);
        this.failures =
                new Failures(
                        around.clock(),
                        around.inbox(),
                        FailureCommands.of(around),
                        around.evidence());
        this.workerMessages = new WorkerMessages(fleet, around.journal(), this::explained);
        this.loop = new Loop(around.inbox(), around.clock(), this);
    }

    private void explained(Explained found) {
        failures.explained(found);
        if (fleet.explained(found.worker(), found.generation())) {
            startupNews.explained(found);
        }
    }

    /** Stores the plan again: it could not be stored, or its file is gone. */
    public void storePlanAgain() {
        planOnDisk.changed();
    }

    @Override
    public Optional<String> store(Plan next) {
        stored = next;
        planOnDisk.changed();
        return planOnDisk.store(around.clock().nanos());
    }

    /** Forgets the operators' overrides: what is asked for now is newer. */
    public void forgetOverrides() {
        fleet.overrides().forgetAll();
        var unused = fleet.overrides().store(around.clock().nanos());
    }

    /** Stores the operators' overrides again if their file is gone. */
    public void keepOverrides() {
        if (!overrideFile.exists()) {
            fleet.overrides().storeAgain();
        }
    }

    /**
     * Begins with what was found of each worker.
     *
     * @param others tells what runs of workers other than those named: it is stopped
     */
    public void begin(
            Function<WorkerSpec, Finding> finder, Function<Set<String>, List<Unplanned>> others)
            throws BadSetting {
        fleet.begin(
                unit -> takeover(unit, finder.apply(unit.spec())),
                names -> takeovers(others.apply(names)),
                around.clock().nanos());
        around.evidence().tidy();
    }

    private List<Takeover<WorkerUnit>> takeovers(List<Unplanned> others) {
        List<Takeover<WorkerUnit>> takeovers = new ArrayList<>();
        for (Unplanned other : others) {
            takeovers.add(takeover(create(other.spec()), other.finding()));
        }
        return takeovers;
    }

    private UnitTakeover takeover(WorkerUnit unit, Finding finding) {
        return new UnitTakeover(unit, finding, around::recordNotDone);
    }

    /** Descriptors for the unit are there before it begins, also when it is adopted. */
    private WorkerUnit create(WorkerSpec spec) {
        created++;
        around.evidence().hired(spec.name());
        around.starter().makeRoomFor(created);
        return new WorkerUnit(spec, around, this);
    }

    /**
     * Runs until told to end.
     *
     * @return the code to exit with: 0, or that of a worker whose giving up ends the supervisor
     * @throws Failure if a worker could not be started in the first place; nothing runs then
     */
    public int run() throws InterruptedException {
        loop.look();
        while (!fleet.isOver()) {
            loop.turn();
        }
        if (!fleet.isDetached()) {
            units().forEach(unit -> around.recordNotDone(unit.name()));
        }
        if (!fleet.isDetached() && units().size() > 1) {
            around.endOrphans();
        }
        takeLastExplanations();
        Optional<FailedStart> failed = fleet.failedStart();
        if (failed.isPresent()) {
            throw StartupNews.failure(failed.get());
        }
        failures.finish(message -> loop.survive(workerMessages::take, message));
        return exitCode;
    }

    /** The falls that ended us are explained as well. */
    private void takeLastExplanations() throws InterruptedException {
        around.evidence().close();
        Message left;
        while ((left = around.inbox().take(0)) != null) {
            if (left instanceof Message.FallExplained
                    || left instanceof Message.DumpFound
                    || left instanceof Message.SignalRefused) {
                loop.survive(workerMessages::take, left);
            }
        }
    }

    /** Answers those who wait for the end; to be called when everything else is gone. */
    public void sayGoodbye() {
        List<String> left = new ArrayList<>();
        for (WorkerUnit unit : units()) {
            fleet.heldFor(unit).ifPresent(processes -> left.add(unit.name() + ": " + processes));
        }
        awaitingEnd.forEach(reply -> reply.last(Protocol.gone(left)));
    }

    private Collection<WorkerUnit> units() {
        return fleet.registry().all();
    }

    @Override
    public void lookAround() {
        long end = around.clock().nanos() + STARTS_NANOS;
        List<WorkerUnit> removed =
                fleet.advance(
                        around.clock().nanos(),
                        () -> around.clock().nanos() - end < 0 && !around.inbox().hasCommand());
        for (WorkerUnit unit : removed) {
            around.journal().note(unit.name() + ": is no longer in the configuration: forgotten");
            around.forget(unit.name());
            created--;
            failures.forget(unit.name());
            edge.forgotten(unit.name());
        }
        planOnDisk.storeLate(around.clock().nanos());
        tellWhoAwaitsTheEnd();
        if (!fleet.isLeaving() && edge.endsWithItsWorkers()) {
            fleet.decidingUnit().ifPresent(this::endAs);
        }
    }

    /** It may never come: what may not be killed is waited for all the same. */
    private void tellWhoAwaitsTheEnd() {
        if (!fleet.isLeaving() || awaitingEnd.isEmpty()) {
            return;
        }
        for (WorkerUnit unit : units()) {
            if (unit.isKillFutile()) {
                String sentence =
                        unit.name()
                                + " cannot be ended: "
                                + unit.refusedSignals().orElse("")
                                + "; '"
                                + around.name()
                                + "' goes down when it has ended";
                awaitingEnd.forEach(
                        reply -> reply.last(Protocol.refusal(ExitCode.NO_PERMISSION, sentence)));
                awaitingEnd.clear();
                return;
            }
        }
    }

    /** After start-up no error ends the supervisor; one that nobody foresaw is written down. */
    @Override
    public void failed(Throwable e) {
        new Guarded(around.journal()).note(e);
    }

    @Override
    public Collection<WorkerUnit> timed() {
        return units();
    }

    @Override
    public long wakeAt() {
        return Math.min(fleet.wakeAt(), planOnDisk.wakeAt());
    }

    @Override
    public void handle(Message message) {
        if (message instanceof Message.ChildEnded) {
            around.orphans().reap();
        } else if (message instanceof Message.Signalled m) {
            signalled(m.signal());
        } else if (message instanceof Message.OutputLost m) {
            edge.outputLost(m.why());
        } else if (message instanceof Message.Requested m) {
            requests.take(m.request(), m.peer(), m.replies());
        } else if (message instanceof Message.Noted m) {
            around.journal().note(m.sentence());
        } else {
            workerMessages.take(message);
        }
    }

    private void signalled(SignalName signal) {
        EventFields details = Journal.signal(signal);
        if (signal == SignalName.HUP) {
            hangups++;
            details.put(EventField.COUNT, hangups);
            around.journal()
                    .supervisor(EventKind.HANGUP, details, "hangup " + hangups + ": staying");
            edge.hungUp();
        } else if (signal == SignalName.INT && fleet.isLeaving()) {
            around.journal()
                    .supervisor(EventKind.INTERRUPTED, details, "second INT: stopping at once");
            units().forEach(unit -> unit.handle(new Event.Kill()));
        } else {
            around.journal()
                    .supervisor(EventKind.TOLD_TO_STOP, details, signal + ": stopping in order");
            fleet.leave();
        }
    }

    @Override
    public void asksToStart(WorkerUnit unit) {
        fleet.asksToStart(unit, around.clock().nanos());
    }

    @Override
    public void doubts(WorkerUnit unit, String processes) {
        fleet.hold(unit, processes);
    }

    @Override
    public void happened(WorkerUnit unit, Happening what) {
        fleet.happened(unit, what);
        failures.happened(unit, what);
    }

    @Override
    public void endWith(WorkerUnit unit, int code) {
        end(
                EventKind.TOLD_TO_STOP,
                unit,
                code,
                unit.name() + " is given up: stopping in order, to exit with " + code);
    }

    private void endAs(Unit unit) {
        int code = Fleet.exitCode(unit);
        end(
                EventKind.NOTHING_LEFT,
                unit,
                code,
                "nothing is left that could start: ending with the code of "
                        + unit.name()
                        + ", "
                        + code
                        + "; with --stay it waits to be told");
    }

    private void end(EventKind event, Unit unit, int code, String sentence) {
        EventFields details =
                new EventFields().put(EventField.WORKER, unit.name()).put(EventField.CODE, code);
        around.journal().supervisor(event, details, sentence);
        exitCode = code;
        fleet.leave();
    }

    @Override
    public JsonObject status(List<WorkerUnit> units) {
        JsonObject supervisor = identity.describe();
        supervisor.addProperty("hangups", hangups);
        supervisor.addProperty("events_lost", around.journal().eventsLost());
        supervisor.addProperty("not_kept", notStored().orElse(null));
        supervisor.addProperty("file", fleet.plan().file().map(Path::toString).orElse(null));
        return new StatusReport(around.clock(), fleet, around.logs()::trouble)
                .of(supervisor, units);
    }

    private Optional<String> notStored() {
        return Stream.of(planOnDisk.notStored(), fleet.overrides().notStored())
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; " + other);
    }

    @Override
    public void down(boolean keepWorkers, Replies replies) {
        awaitingEnd.add(replies);
        if (keepWorkers) {
            fleet.detach();
        } else {
            fleet.leave();
        }
    }
}
