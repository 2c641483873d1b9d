package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.PlanChange;
import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.control.ControlArgument;
import io.ottugi.supervisor.control.Peer;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.evidence.Evidence;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What clients may ask for; the protocol is in {@code docs/control.md}. A request that is refused
 * has changed nothing.
 */
final class Requests {

    private final Surroundings around;
    private final Roster roster;
    private final OrderedStops stops;
    private final Operations operations;
    private final Workforce workforce;
    private final Wishes wishes;
    private final Whole whole;

    /** What is asked of the supervisor as a whole. */
    interface Whole {
        JsonObject status(List<WorkerUnit> units);

        void down(boolean keepWorkers, Replies replies);

        boolean isLeaving();
    }

    Requests(
            Surroundings around,
            Roster roster,
            OrderedStops stops,
            Operations operations,
            Workforce workforce,
            Wishes wishes,
            Whole whole) {
        this.around = around;
        this.roster = roster;
        this.stops = stops;
        this.operations = operations;
        this.workforce = workforce;
        this.wishes = wishes;
        this.whole = whole;
    }

    /** Answers a request, or a part of it. */
    private interface Step {
        void run() throws BadJson, BadSetting;
    }

    void take(JsonObject request, Peer peer, Replies replies) {
        answer(replies, () -> dispatch(new Request(request, peer, replies).checked()));
    }

    private static void answer(Replies replies, Step step) {
        try {
            step.run();
        } catch (BadJson | BadSetting e) {
            replies.last(Protocol.refusal(ExitCode.USAGE, String.valueOf(e.getMessage())));
        } catch (Failure e) {
            replies.last(Protocol.refusal(e.exitCode(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            replies.last(Protocol.refusal(ExitCode.SOFTWARE, Failure.mistake(e)));
            throw e;
        }
    }

    /** Answers a request; a command without an answer does not compile. */
    private void dispatch(Request request) throws BadJson, BadSetting {
        Step answer =
                switch (request.command()) {
                    case STATUS ->
                            () -> request.replies().last(whole.status(selected(request, true)));
                    case DOWN -> () -> down(request);
                    case START -> () -> start(request);
                    case STOP -> () -> stop(request);
                    case RESTART -> () -> restart(request);
                    case SIGNAL -> () -> signal(request);
                    case DUMP -> () -> dump(request);
                    case RELOAD -> () -> reload(request);
                    case SCALE -> () -> scale(request);
                };
        answer.run();
    }

    private void down(Request request) throws BadJson {
        boolean keep = request.flag(ControlArgument.KEEP_WORKERS);
        roster.all().forEach(unit -> unit.askedBy(request.peer().user()));
        note(request, List.of(), keep ? "down, leaving the workers" : "down");
        whole.down(keep, request.replies());
    }

    private void start(Request request) throws BadJson, BadSetting {
        refuseIfLeaving();
        List<WorkerUnit> units = selected(request, false);
        note(request, units, "start");
        List<WorkerUnit> changed = units.stream().filter(Requests::runsAsBefore).toList();
        Operation operation = begin(request, units, Desired.UP).starting(units).restarting(changed);
        for (WorkerUnit unit : units) {
            stops.cancel(unit);
            unit.handle(new Event.Start());
        }
        stops.add(changed, OrderedStops.Then.RESTART);
        follow(request, operation, units);
    }

    /** Whether it runs as it was configured before, since it was to be stopped at a reload. */
    private static boolean runsAsBefore(WorkerUnit unit) {
        return unit.snapshot().state().mayHaveProcesses()
                && unit.process().differsFrom(unit.spec());
    }

    private void stop(Request request) throws BadJson, BadSetting {
        List<WorkerUnit> units = selected(request, false);
        note(request, units, "stop");
        Operation operation = begin(request, units, Desired.DOWN).stopping(units);
        stops.add(units, OrderedStops.Then.STOP);
        follow(request, operation, units);
    }

    private void restart(Request request) throws BadJson, BadSetting {
        refuseIfLeaving();
        List<WorkerUnit> units = selected(request, false);
        boolean rolling = request.flag(ControlArgument.ROLLING);
        note(request, units, rolling ? "rolling restart" : "restart");
        Operation operation = begin(request, units, Desired.UP);
        if (rolling) {
            operations.roll(operation, this::isStillWanted, units);
            return;
        }
        Set<WorkerUnit> all = new LinkedHashSet<>(units);
        units.forEach(unit -> all.addAll(stops.restartedWith(unit)));
        operation.restarting(all);
        stops.add(all, OrderedStops.Then.RESTART);
        follow(request, operation, units);
    }

    /** Nobody has stopped or removed it since it was to be restarted. */
    private boolean isStillWanted(WorkerUnit unit) {
        return roster.isPlanned(unit)
                && !stops.isPending(unit)
                && wishes.of(unit.name()).filter(wish -> wish == Desired.DOWN).isEmpty();
    }

    private void signal(Request request) throws BadJson, BadSetting {
        SignalName signal = SignalName.parse(request.text(ControlArgument.SIGNAL));
        List<WorkerUnit> units = selected(request, false);
        note(request, units, "signal " + signal);
        boolean ok = true;
        for (WorkerUnit unit : units) {
            Result result = unit.signal(signal);
            ok &= result.ok();
            request.replies().part(result.toJson(unit));
        }
        request.replies().last(Protocol.done(ok));
    }

    private void dump(Request request) throws BadJson, BadSetting {
        Evidence.Wish wish = DumpRequest.wish(request);
        List<WorkerUnit> units = selected(request, false);
        note(request, units, "dump");
        DumpRequest.begin(around, request.replies(), units, wish);
    }

    private void reload(Request request) throws BadJson, BadSetting {
        Plan asked = HandOver.fromJson(request.object(ControlArgument.PLAN));
        Plan before = workforce.plan();
        if (!asked.name().equals(before.name())) {
            throw new BadSetting(
                    "this supervisor is '"
                            + before.name()
                            + "' and cannot become '"
                            + asked.name()
                            + "'; take it down and start the other one");
        }
        Plan next =
                new Plan(
                        asked.name(),
                        asked.file(),
                        asked.supervisor(),
                        before.logs(),
                        asked.workers());
        List<PlanChange> changes = PlanChange.between(before, next);
        workforce.check(next);
        ChangeReport.of(changes, workforce.foresee(next), this::earlierSettings)
                .forEach(request.replies()::part);
        if (request.flag(ControlArgument.DRY_RUN)) {
            request.replies().last(Protocol.done(true));
            return;
        }
        refuseIfLeaving();
        note(request, List.of(), "reload (" + changes.size() + " changed)");
        afterLook(
                request,
                newcomers(next, wishes::instances),
                look -> {
                    follow(request, workforce.change(next, look));
                    around.keep().accept(next);
                });
    }

    /** Changes what there is, once it is known what an earlier supervisor left. */
    private interface Change {
        void make(Supplier<Function<WorkerSpec, Finding>> look) throws BadJson, BadSetting;
    }

    /** Changes are made in the order in which they were asked for; the loop waits for none. */
    private void afterLook(Request request, List<WorkerSpec> newcomers, Change change) {
        around.look()
                .then(
                        newcomers,
                        look ->
                                answer(
                                        request.replies(),
                                        () -> {
                                            refuseIfLeaving();
                                            change.make(look);
                                        }));
    }

    private List<WorkerSpec> newcomers(Plan next, ToIntFunction<Definition> instances)
            throws BadSetting {
        return next.specs(instances).stream()
                .filter(spec -> roster.find(spec.name()) == null)
                .toList();
    }

    private List<String> earlierSettings(String name) {
        WorkerUnit unit = roster.find(name);
        return unit == null ? List.of() : unit.process().earlierSettings();
    }

    private void scale(Request request) throws BadJson, BadSetting {
        refuseIfLeaving();
        String name = request.text(ControlArgument.WORKER);
        long instances = request.number(ControlArgument.INSTANCES);
        Definition worker = definition(name);
        if (worker.instances().isEmpty()) {
            throw new BadSetting(
                    "'"
                            + name
                            + "' is not counted; give it 'instances = 1' and reload, then scale");
        }
        if (instances < 0 || instances > Wishes.MOST_INSTANCES) {
            throw new BadSetting("instances must be from 0 to " + Wishes.MOST_INSTANCES);
        }
        note(request, List.of(), "scale " + name + " to " + instances);
        afterLook(
                request,
                newcomers(
                        workforce.plan(),
                        other -> other.equals(worker) ? (int) instances : wishes.instances(other)),
                look -> follow(request, workforce.scale(definition(name), (int) instances, look)));
    }

    private Definition definition(String name) throws BadSetting {
        return workforce
                .definition(name)
                .orElseThrow(() -> new BadSetting(Selection.unknown(name, roster)));
    }

    private void follow(Request request, Workforce.Effects effects) throws BadJson {
        List<WorkerUnit> all = new ArrayList<>(effects.stopped());
        all.addAll(effects.restarted());
        all.addAll(effects.started());
        Operation operation =
                begin(request)
                        .stopping(effects.stopped())
                        .restarting(effects.restarted())
                        .begun(effects.started());
        follow(request, operation, all);
    }

    /** Lets the client wait, unless it does not want to. */
    private void follow(Request request, Operation operation, List<WorkerUnit> units)
            throws BadJson {
        if (request.waits()) {
            operations.await(operation);
            return;
        }
        operation.leave(units);
    }

    /** Begins with what is wished of units, which is on disk before anything is done of it. */
    private Operation begin(Request request, List<WorkerUnit> units, Desired desired)
            throws BadJson {
        units.forEach(unit -> wishes.wish(unit.spec(), desired));
        return begin(request);
    }

    private Operation begin(Request request) throws BadJson {
        long now = around.clock().nanos();
        Replies replies = new KeptReplies(request.replies(), wishes.keep(now));
        return operations.begin(replies, request.deadline(now));
    }

    private List<WorkerUnit> selected(Request request, boolean allIfNone)
            throws BadJson, BadSetting {
        List<String> patterns = request.patterns();
        if (patterns.isEmpty()) {
            if (allIfNone) {
                return List.copyOf(roster.all());
            }
            throw new BadSetting("say which workers, or all");
        }
        return Selection.of(patterns, roster);
    }

    private void refuseIfLeaving() {
        if (whole.isLeaving()) {
            throw new Failure(ExitCode.TEMPORARY, "this supervisor is on its way down");
        }
    }

    /** Who asked for what, in the event record. */
    private void note(Request request, List<WorkerUnit> units, String what) throws BadJson {
        EventFields details = request.describe();
        if (!units.isEmpty()) {
            details.put(EventField.WORKERS, units.stream().map(WorkerUnit::name).toList());
        }
        units.forEach(unit -> unit.askedBy(request.peer().user()));
        String whom = units.isEmpty() ? "" : " of " + Selection.names(units);
        around.journal()
                .supervisor(
                        EventKind.ASKED, details, request.peer().user() + " asks: " + what + whom);
    }
}
