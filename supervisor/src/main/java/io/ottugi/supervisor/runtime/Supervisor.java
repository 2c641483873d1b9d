package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The loop: wait, classify, hand on. It ends when it is told to, and else never: whatever a worker
 * or the system does is an event.
 */
public final class Supervisor implements Superior, Requests.Whole, Loop.Part {
    private final Surroundings around;
    private final Identity identity;
    private final Edge edge;
    private final Roster roster = new Roster();
    private final OrderedStops stops = new OrderedStops(roster);
    private final StartGate gate;
    private final Operations operations;
    private final Wishes wishes;
    private final Workforce workforce;
    private final Requests requests;
    private final Startup startup;
    private final WorkerMessages workerMessages;
    private final Failures failures;
    private final NothingLeft nothingLeft;
    private final Loop loop;
    private final List<Replies> awaitingEnd = new ArrayList<>();
    private long hangups;
    private boolean leaving;
    private boolean leaveWorkers;
    private int hired;
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
        this.gate = new StartGate(roster, stops, around);
        this.operations = new Operations(stops, gate, around.clock());
        this.wishes = Wishes.read(wishesFile, around.journal()::note);
        this.workforce = new Workforce(plan, roster, stops, gate, wishes, this::hire);
        this.requests = new Requests(around, roster, stops, operations, workforce, wishes, this);
        this.failures =
                new Failures(
                        around.clock(),
                        around.inbox(),
                        FailureCommands.of(around),
                        around.evidence());
        this.startup = new Startup(report, gate, around.clock());
        this.nothingLeft = new NothingLeft(roster, gate);
        this.workerMessages =
                new WorkerMessages(
                        roster,
                        gate,
                        around.journal(),
                        found -> {
                            failures.explained(found);
                            startup.explained(found);
                        });
        this.loop = new Loop(around.inbox(), around.clock(), this);
    }

    /** Forgets what operators once wished: what is asked for now is the newest wish. */
    public void forgetWishes() {
        wishes.forgetAll();
        wishes.keep(around.clock().nanos());
    }

    /** Writes down anew what operators wish, since the file is gone. */
    public void keepWishes() {
        wishes.keepAnew();
    }

    /**
     * Begins with what was found of each worker.
     *
     * @param others tells what runs of workers other than those named: it is stopped
     */
    public void begin(
            Function<WorkerSpec, Finding> finder, Function<Set<String>, List<Unplanned>> others)
            throws BadSetting {
        Map<WorkerUnit, Finding> absent = workforce.takeOver(finder);
        boolean tookOver = absent.size() < roster.all().size();
        for (Unplanned other : others.apply(roster.names())) {
            workforce.retire(other.spec(), other.finding());
            tookOver = true;
        }
        if (tookOver) {
            startup.tookOver();
        } else {
            absent.entrySet().forEach(one -> one.setValue(undone(one.getKey(), one.getValue())));
        }
        workforce.beginAbsent(absent);
        startup.expect(roster.all(), stops);
        around.evidence().tidy();
    }

    /** Where nothing of an earlier supervisor is left, all work is to be done anew. */
    private Finding undone(WorkerUnit unit, Finding finding) {
        if (finding instanceof Finding.Nothing nothing && nothing.done() != null) {
            around.recordNotDone(unit.name());
            return new Finding.Nothing(nothing.lastGeneration());
        }
        return finding;
    }

    /** Descriptors for it are there before it begins, also when it is adopted. */
    private WorkerUnit hire(WorkerSpec spec) {
        hired++;
        around.evidence().hired(spec.name());
        around.starter().makeRoomFor(hired);
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
        while (!isOver()) {
            loop.turn();
        }
        if (!leaveWorkers) {
            roster.all().forEach(unit -> around.recordNotDone(unit.name()));
        }
        if (!leaveWorkers && roster.all().size() > 1) {
            around.endOrphans();
        }
        takeLastExplanations();
        Failure failure = startup.failure();
        if (failure != null) {
            throw failure;
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
        awaitingEnd.forEach(reply -> reply.last(Protocol.done(true)));
    }

    private boolean isOver() {
        if (startup.failure() != null && !leaving) {
            leave();
            stops.look();
        }
        return leaveWorkers
                || (leaving
                        && roster.all().stream()
                                .allMatch(unit -> unit.snapshot().state() == State.STOPPED));
    }

    @Override
    public void lookAround() {
        do {
            stops.look();
            gate.look();
        } while (operations.look());
        for (WorkerUnit gone : workforce.takeGone()) {
            around.journal().note(gone.name() + ": is no longer in the configuration: forgotten");
            around.forget(gone.name());
            hired--;
            gate.forget(gone);
            failures.forget(gone.name());
            edge.forgotten(gone.name());
        }
        startup.look();
        wishes.keepLate(around.clock().nanos());
        tellWhoAwaitsTheEnd();
        if (!isLeaving() && edge.endsWithItsWorkers()) {
            nothingLeft.speaker().ifPresent(this::endAs);
        }
    }

    /** It may never come: what may not be killed is waited for all the same. */
    private void tellWhoAwaitsTheEnd() {
        if (!leaving || awaitingEnd.isEmpty()) {
            return;
        }
        for (WorkerUnit unit : roster.all()) {
            if (unit.refusals().isKillFutile()) {
                String sentence =
                        unit.name()
                                + " cannot be ended: "
                                + unit.refusals().sentence().orElse("")
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
        return roster.all();
    }

    @Override
    public long wakeAt() {
        return Math.min(
                Math.min(startup.wakeAt(), wishes.wakeAt()),
                Math.min(gate.wakeAt(), operations.wakeAt()));
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
        } else if (signal == SignalName.INT && leaving) {
            around.journal()
                    .supervisor(EventKind.INTERRUPTED, details, "second INT: stopping at once");
            roster.all().forEach(unit -> unit.handle(new Event.Kill()));
        } else {
            around.journal()
                    .supervisor(EventKind.TOLD_TO_STOP, details, signal + ": stopping in order");
            leave();
        }
    }

    private void leave() {
        leaving = true;
        gate.close();
        stops.leave();
    }

    @Override
    public void asksToStart(WorkerUnit unit) {
        gate.ask(unit);
    }

    @Override
    public void doubts(WorkerUnit unit, String processes) {
        gate.doubt(unit, processes);
    }

    @Override
    public void happened(WorkerUnit unit, Happening what) {
        startup.happened(unit, what);
        failures.happened(unit, what);
        Fall fall = unit.snapshot().lastFall();
        if (what == Happening.FELL && fall != null && !fall.asked() && !leaving) {
            stops.restartWith(unit);
        }
    }

    @Override
    public void endWith(WorkerUnit unit, int code) {
        end(
                EventKind.TOLD_TO_STOP,
                unit,
                code,
                unit.name() + " is given up: stopping in order, to exit with " + code);
    }

    private void endAs(WorkerUnit unit) {
        int code = NothingLeft.code(unit);
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

    private void end(EventKind event, WorkerUnit unit, int code, String sentence) {
        EventFields details =
                new EventFields().put(EventField.WORKER, unit.name()).put(EventField.CODE, code);
        around.journal().supervisor(event, details, sentence);
        exitCode = code;
        leave();
    }

    @Override
    public boolean isLeaving() {
        return leaving || leaveWorkers;
    }

    @Override
    public JsonObject status(List<WorkerUnit> units) {
        JsonObject supervisor = identity.describe();
        supervisor.addProperty("hangups", hangups);
        supervisor.addProperty("events_lost", around.journal().eventsLost());
        supervisor.addProperty("not_kept", wishes.notKept().orElse(null));
        supervisor.addProperty("file", workforce.plan().file().map(Path::toString).orElse(null));
        return new StatusReport(around.clock(), gate, wishes, around.logs()::trouble)
                .of(supervisor, units);
    }

    @Override
    public void down(boolean keepWorkers, Replies replies) {
        awaitingEnd.add(replies);
        leaveWorkers = keepWorkers;
        gate.close();
        if (!keepWorkers) {
            leave();
        }
    }
}
