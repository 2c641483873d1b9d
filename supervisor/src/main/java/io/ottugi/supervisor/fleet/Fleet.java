package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * All units of a supervisor: takes what is asked of them and what happens to them, and decides what
 * follows for others. Times are monotonic nanoseconds.
 *
 * @param <U> the type of units
 */
public final class Fleet<U extends Unit> {
    private final Registry<U> registry = new Registry<>();
    private final DesiredStates desired;
    private final OrderedStops stops;
    private final StartGate gate;
    private final Operations operations;
    private final OperatorOverrides overrides;
    private final Reconciler<U> reconciler;
    private final Startup startup;
    private final Completion completion;
    private boolean leaving;
    private boolean detached;

    /**
     * The part of the supervisor that makes units and prepares their starts.
     *
     * @param <U> the type of units
     */
    public interface Host<U extends Unit> extends StartPreparation {
        /** Makes a unit that has not begun yet. */
        U create(WorkerSpec spec);
    }

    /**
     * @param plan the first plan; {@link #begin} begins with it
     */
    public Fleet(
            Plan plan,
            OperatorOverrides overrides,
            Host<U> host,
            StartupListener listener,
            long now) {
        this.overrides = overrides;
        this.desired = new DesiredStates(overrides);
        this.stops = new OrderedStops(registry, desired);
        this.completion = new Completion(registry, stops);
        this.gate = new StartGate(registry, stops, host, now);
        this.operations = new Operations(desired, stops, gate);
        this.reconciler = new Reconciler<>(plan, registry, stops, desired, overrides, host::create);
        this.startup = new Startup(listener, desired, gate);
    }

    public Registry<U> registry() {
        return registry;
    }

    public OperatorOverrides overrides() {
        return overrides;
    }

    public Plan plan() {
        return reconciler.plan();
    }

    public Optional<Definition> definition(String worker) {
        return reconciler.definition(worker);
    }

    /**
     * Begins with the first plan and with what an earlier supervisor left.
     *
     * @param finder finds what is left of a planned unit
     * @param unplanned finds what runs of units other than those named
     */
    public void begin(
            Function<U, Takeover<U>> finder,
            Function<Set<String>, List<Takeover<U>>> unplanned,
            long now)
            throws BadSetting {
        gate.limitRate(plan().startRate(), now);
        List<Takeover<U>> absent = reconciler.takeOver(finder);
        List<Takeover<U>> others = unplanned.apply(registry.names());
        others.forEach(reconciler::removeUnplanned);
        if (absent.size() < registry.all().size()) {
            startup.tookOver();
        } else {
            // Where nothing of an earlier supervisor is left, all work is to be done anew.
            absent.forEach(Takeover::forgetDoneWork);
        }
        absent.forEach(reconciler::begin);
        startup.expect(registry.all());
    }

    /** Starts units; one that runs as an older plan had it is restarted. */
    public void start(Collection<U> units, Client client, long now) {
        List<U> changed = units.stream().filter(Fleet::runsAsBefore).toList();
        List<U> down = units.stream().filter(unit -> !desired.isUp(unit)).toList();
        Operation operation =
                operation(units, Desired.UP, client, now).starting(units).restarting(changed);
        down.forEach(stops::cancel);
        units.forEach(unit -> unit.handle(new Event.Start()));
        stops.add(changed);
        follow(operation, client, units);
    }

    private static boolean runsAsBefore(Unit unit) {
        return unit.snapshot().state().mayHaveProcesses() && unit.differsFrom(unit.spec());
    }

    /** Stops units, dependents first. */
    public void stop(Collection<U> units, Client client, long now) {
        Operation operation = operation(units, Desired.DOWN, client, now).stopping(units);
        stops.add(units);
        follow(operation, client, units);
    }

    /** Restarts units together with those that are restarted with them. */
    public void restart(Collection<U> units, Client client, long now) {
        Set<Unit> all = new LinkedHashSet<>(units);
        units.forEach(unit -> all.addAll(stops.restartedWith(unit)));
        Operation operation = operation(units, Desired.UP, client, now).restarting(all);
        stops.add(all);
        follow(operation, client, units);
    }

    /**
     * Restarts units one after another; each is desired up from its turn on. The client is told of
     * all, whether or not it waits.
     */
    public void roll(Collection<U> units, Client client, long now) {
        Map<Unit, Integer> asked = new HashMap<>();
        registry.all().forEach(unit -> asked.put(unit, desired.asked(unit)));
        RollingRestart.Steps steps =
                new RollingRestart.Steps() {
                    @Override
                    public boolean isToBeRestarted(Unit unit) {
                        boolean asBefore = asked.getOrDefault(unit, -1) == desired.asked(unit);
                        return registry.isPlanned(unit)
                                && (asBefore || (desired.isUp(unit) && !stops.isPending(unit)));
                    }

                    @Override
                    public void begins(List<Unit> step, long at) {
                        ask(step, Desired.UP, client, at);
                    }
                };
        operations.roll(operations.begin(client), steps, units, now);
    }

    /** Refuses a plan that is impossible. */
    public void check(Plan next) throws BadSetting {
        reconciler.check(next);
    }

    /** The effect of a change of plan on each unit, by its name; nothing is changed. */
    public Map<String, UnitEffect> preview(Plan next) throws BadSetting {
        return reconciler.preview(next);
    }

    /** The units of a plan that there are not yet. */
    public List<WorkerSpec> newcomers(Plan next) throws BadSetting {
        return reconciler.newcomers(next, overrides::instances);
    }

    /** The instances that there are not yet, if there were so many of a worker. */
    public List<WorkerSpec> newcomers(Definition worker, int instances) throws BadSetting {
        return reconciler.newcomers(plan(), reconciler.scaled(worker, instances));
    }

    /**
     * Changes to another plan.
     *
     * @param finder finds what an earlier supervisor left of units that are new
     */
    public void change(Plan next, Function<U, Takeover<U>> finder, Client client, long now)
            throws BadSetting {
        reconciler.check(next);
        gate.limitRate(next.startRate(), now);
        follow(reconciler.change(next, finder), client, now);
    }

    /** Changes how many instances of a worker there are. */
    public void scale(
            Definition worker,
            int instances,
            Function<U, Takeover<U>> finder,
            Client client,
            long now)
            throws BadSetting {
        follow(reconciler.scale(worker, instances, finder), client, now);
    }

    private void follow(Reconciler.Effects effects, Client client, long now) {
        overrides.store(now).ifPresent(client::notStored);
        Set<Unit> all = new LinkedHashSet<>(effects.stopped());
        all.addAll(effects.restarted());
        all.addAll(effects.started());
        Operation operation =
                operations
                        .begin(client)
                        .stopping(effects.stopped())
                        .restarting(effects.restarted())
                        .begun(effects.started());
        follow(operation, client, all);
    }

    /** Lets the client wait, unless it does not want to. */
    private void follow(Operation operation, Client client, Collection<? extends Unit> units) {
        if (client.waits()) {
            operations.await(operation);
        } else {
            operation.leave(units);
        }
    }

    private Operation operation(Collection<U> units, Desired state, Client client, long now) {
        ask(units, state, client, now);
        return operations.begin(client);
    }

    /** Stores what an operator asks for before anything is done of it. */
    private void ask(Collection<? extends Unit> units, Desired state, Client client, long now) {
        units.forEach(unit -> desired.ask(unit, state));
        overrides.store(now).ifPresent(client::notStored);
    }

    /** A unit wants to start; it is told by {@code MayStart} when it may. */
    public void asksToStart(Unit unit, long now) {
        gate.ask(unit, now);
    }

    /** Keeps a unit from starting while these processes live, which may be its own. */
    public void hold(Unit unit, String processes) {
        gate.hold(unit, processes);
    }

    /** Returns the processes that may be the unit's and are left alone; empty if there are none. */
    public Optional<String> heldFor(Unit unit) {
        return gate.heldFor(unit);
    }

    /** The processes that a unit was held for are gone. */
    public void release(Unit unit) {
        gate.release(unit);
    }

    /** Takes note of what happened to a unit, and of what follows for others. */
    public void happened(Unit unit, Happening what) {
        startup.happened(unit, what);
        Fall fall = unit.snapshot().lastFall();
        if (what == Happening.FELL && fall != null && !fall.asked() && !leaving) {
            stops.restartWith(unit);
        }
    }

    /**
     * Takes the explanation of a fall.
     *
     * @return whether the start-up listener will be told of that fall
     */
    public boolean explained(String unit, long generation) {
        return startup.explained(unit, generation);
    }

    /**
     * Does all that can be done now: stops, starts, answers.
     *
     * @param goesOn asked after each start; false leaves further starts to the next turn
     * @return units that are no more, which whoever keeps anything of them forgets now
     */
    public List<U> advance(long now, BooleanSupplier goesOn) {
        do {
            stops.advance();
            gate.advance(now, goesOn);
        } while (operations.advance(now));
        List<U> removed = reconciler.takeRemoved();
        removed.forEach(gate::forget);
        removed.forEach(desired::forget);
        startup.advance(now);
        overrides.storeLate(now);
        return removed;
    }

    /** Returns the moment at which {@link #advance} must be called though nothing happens. */
    public long wakeAt() {
        return Math.min(
                Math.min(startup.wakeAt(), overrides.wakeAt()),
                Math.min(gate.wakeAt(), operations.wakeAt()));
    }

    /** Stops all units; nothing starts any more. */
    public void leave() {
        leaving = true;
        desired.leave();
        gate.close();
        stops.stopAll();
    }

    /** Leaves all units as they are; nothing starts any more. */
    public void detach() {
        detached = true;
        gate.close();
    }

    public boolean isLeaving() {
        return leaving || detached;
    }

    /** Tells whether the supervisor leaves and its units go on. */
    public boolean isDetached() {
        return detached;
    }

    /** Tells whether the supervisor can end: all units have stopped, or go on without it. */
    public boolean isOver() {
        if (startup.failed().isPresent() && !leaving) {
            leave();
            stops.advance();
        }
        return detached
                || (leaving
                        && registry.all().stream()
                                .allMatch(unit -> unit.snapshot().state() == State.STOPPED));
    }

    /** The unit that could not be started, for which the supervisor ends; else empty. */
    public Optional<FailedStart> failedStart() {
        return startup.failed();
    }

    /** The unit whose end decides the exit code, once nothing is left that could start. */
    public Optional<Unit> decidingUnit() {
        return completion.decidingUnit();
    }

    /** Returns the exit code of a unit that is over. */
    public static int exitCode(Unit unit) {
        return Completion.exitCode(unit);
    }

    /** Names the things that a unit waits for before it starts; empty if it does not wait. */
    public List<String> waitingFor(Unit unit) {
        return gate.reasons(unit);
    }

    /** The desired state of a unit. */
    public Desired desired(Unit unit) {
        return desired.of(unit);
    }

    /** Tells whether an operator wants a unit otherwise than it is configured. */
    public boolean isByHand(Unit unit) {
        return overrides.of(unit.name()).isPresent();
    }
}
