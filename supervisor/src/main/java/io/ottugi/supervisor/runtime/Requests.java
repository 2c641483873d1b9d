package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.PlanChange;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.SignalName;
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
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.fleet.OperatorOverrides;
import io.ottugi.supervisor.fleet.Selection;
import io.ottugi.supervisor.fleet.Takeover;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What clients may ask for; the protocol is in {@code docs/control.md}. A request that is refused
 * has changed nothing.
 */
final class Requests {

    private final Surroundings around;
    private final Fleet<WorkerUnit> fleet;
    private final Whole whole;

    /** What is asked of the supervisor as a whole. */
    interface Whole {
        JsonObject status(List<WorkerUnit> units);

        void down(boolean keepWorkers, Replies replies);

        /** Stores a plan that will hold; returns a sentence if that fails. */
        Optional<String> store(Plan next);
    }

    Requests(Surroundings around, Fleet<WorkerUnit> fleet, Whole whole) {
        this.around = around;
        this.fleet = fleet;
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
        fleet.registry().all().forEach(unit -> unit.askedBy(request.peer().user()));
        note(request, List.of(), keep ? "down, leaving the workers" : "down");
        whole.down(keep, request.replies());
    }

    private void start(Request request) throws BadJson, BadSetting {
        refuseIfLeaving();
        List<WorkerUnit> units = selected(request, false);
        note(request, units, "start");
        fleet.start(units, client(request), now());
    }

    private void stop(Request request) throws BadJson, BadSetting {
        List<WorkerUnit> units = selected(request, false);
        note(request, units, "stop");
        fleet.stop(units, client(request), now());
    }

    private void restart(Request request) throws BadJson, BadSetting {
        refuseIfLeaving();
        List<WorkerUnit> units = selected(request, false);
        boolean rolling = request.flag(ControlArgument.ROLLING);
        note(request, units, rolling ? "rolling restart" : "restart");
        if (rolling) {
            fleet.roll(units, client(request), now());
        } else {
            fleet.restart(units, client(request), now());
        }
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
        Plan before = fleet.plan();
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
        fleet.check(next);
        ChangeReport.of(changes, fleet.preview(next), this::earlierSettings)
                .forEach(request.replies()::part);
        if (request.flag(ControlArgument.DRY_RUN)) {
            request.replies().last(Protocol.done(true));
            return;
        }
        refuseIfLeaving();
        note(request, List.of(), "reload (" + changes.size() + " changed)");
        afterLook(
                request,
                fleet.newcomers(next),
                look -> {
                    WaitingClient client = client(request);
                    fleet.check(next);
                    whole.store(next).ifPresent(client::notStored);
                    fleet.change(next, finder(fleet.newcomers(next), look), client, now());
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

    /** Looks for what an earlier supervisor left of new units; throws before anything changes. */
    private static Function<WorkerUnit, Takeover<WorkerUnit>> finder(
            List<WorkerSpec> newcomers, Supplier<Function<WorkerSpec, Finding>> look) {
        Function<WorkerSpec, Finding> finder =
                newcomers.isEmpty() ? spec -> new Finding.Nothing(0) : look.get();
        return unit -> new UnitTakeover(unit, finder.apply(unit.spec()), name -> {});
    }

    private List<String> earlierSettings(String name) {
        WorkerUnit unit = fleet.registry().find(name);
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
        if (instances < 0 || instances > OperatorOverrides.MOST_INSTANCES) {
            throw new BadSetting("instances must be from 0 to " + OperatorOverrides.MOST_INSTANCES);
        }
        note(request, List.of(), "scale " + name + " to " + instances);
        afterLook(
                request,
                fleet.newcomers(worker, (int) instances),
                look -> scale(request, definition(name), (int) instances, look));
    }

    private void scale(
            Request request,
            Definition worker,
            int instances,
            Supplier<Function<WorkerSpec, Finding>> look)
            throws BadJson, BadSetting {
        List<WorkerSpec> newcomers = fleet.newcomers(worker, instances);
        fleet.scale(worker, instances, finder(newcomers, look), client(request), now());
    }

    private Definition definition(String name) throws BadSetting {
        return fleet.definition(name)
                .orElseThrow(() -> new BadSetting(Selection.unknown(name, fleet.registry())));
    }

    private WaitingClient client(Request request) throws BadJson {
        return new WaitingClient(
                request.replies(), around.clock(), request.waits(), request.deadline(now()));
    }

    private long now() {
        return around.clock().nanos();
    }

    private List<WorkerUnit> selected(Request request, boolean allIfNone)
            throws BadJson, BadSetting {
        List<String> patterns = request.patterns();
        if (patterns.isEmpty()) {
            if (allIfNone) {
                return List.copyOf(fleet.registry().all());
            }
            throw new BadSetting("say which workers, or all");
        }
        return Selection.of(patterns, fleet.registry());
    }

    private void refuseIfLeaving() {
        if (fleet.isLeaving()) {
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
