package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.Conflict;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.PlanCheck;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Brings the units to what the plan and the operators' overrides say, touching only what differs.
 *
 * @param <U> the type of units
 */
final class Reconciler<U extends Unit> {
    private final Registry<U> registry;
    private final OrderedStops stops;
    private final OperatorOverrides overrides;
    private final DesiredStates desired;
    private final Function<WorkerSpec, U> creation;
    private Plan plan;

    /**
     * The effects of a change of plan.
     *
     * @param started units that are to run and did not
     * @param restarted units whose process is replaced
     * @param stopped units that are no more
     */
    record Effects(Set<Unit> started, Set<Unit> restarted, Set<Unit> stopped) {
        Effects() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    /**
     * @param creation makes a unit that has not begun yet
     */
    Reconciler(
            Plan plan,
            Registry<U> registry,
            OrderedStops stops,
            DesiredStates desired,
            OperatorOverrides overrides,
            Function<WorkerSpec, U> creation) {
        this.plan = plan;
        this.registry = registry;
        this.stops = stops;
        this.desired = desired;
        this.overrides = overrides;
        this.creation = creation;
    }

    Plan plan() {
        return plan;
    }

    /**
     * Creates the units of the first plan, and begins with those of which an earlier supervisor
     * left something.
     *
     * @return the units of which nothing was found; they are to {@linkplain #begin begin} too
     */
    List<Takeover<U>> takeOver(Function<U, Takeover<U>> finder) throws BadSetting {
        if (!PlanCheck.of(plan, overrides::instances).isEmpty()) {
            // What was asked for by hand of another file does not fit this one.
            overrides.forgetScales();
        }
        List<U> created = plan.specs(overrides::instances).stream().map(creation).toList();
        registry.addAll(created);
        List<Takeover<U>> absent = new ArrayList<>();
        for (U unit : created) {
            Takeover<U> takeover = finder.apply(unit);
            if (takeover.isAbsent()) {
                absent.add(takeover);
            } else {
                begin(takeover);
            }
        }
        return absent;
    }

    /** Begins with a unit, which is stopped if it runs and is not wanted. */
    void begin(Takeover<U> takeover) {
        U unit = takeover.unit();
        desired.plan(unit, unit.spec());
        takeover.begin(desired.isUp(unit));
        if (!desired.isUp(unit) && unit.snapshot().state() != State.STOPPED) {
            stops.add(List.of(unit));
        }
    }

    /** Stops a unit that runs and that only an earlier plan knew; then it is forgotten. */
    void removeUnplanned(Takeover<U> takeover) {
        U unit = takeover.unit();
        registry.add(unit);
        takeover.begin(false);
        stops.add(List.of(unit));
        registry.markRemoved(unit);
        desired.remove(unit);
    }

    /**
     * Tells what {@link #change} would do to each unit, by its name: of a change of plan only,
     * since what an earlier supervisor left is not looked for.
     */
    Map<String, UnitEffect> preview(Plan next) throws BadSetting {
        Map<String, WorkerSpec> planned = byName(next.specs(overrides::instances));
        Map<String, UnitEffect> effects = new LinkedHashMap<>();
        List<Unit> restarted = new ArrayList<>();
        for (Unit unit : registry.all()) {
            WorkerSpec spec = planned.remove(unit.name());
            UnitEffect effect = spec == null ? UnitEffect.STOP : effect(unit, spec);
            effects.put(unit.name(), effect);
            if (effect == UnitEffect.RESTART) {
                restarted.add(unit);
            }
        }
        for (Unit unit : restarted) {
            for (Unit other : stops.restartedWith(unit)) {
                effects.computeIfPresent(
                        other.name(),
                        (name, effect) -> effect == UnitEffect.STOP ? effect : UnitEffect.RESTART);
            }
        }
        planned.forEach(
                (name, spec) ->
                        effects.put(
                                name,
                                desired.planned(spec) == Desired.UP
                                        ? UnitEffect.START
                                        : UnitEffect.NEXT_START));
        return effects;
    }

    /**
     * Changes to another plan, which has been {@linkplain #check checked}.
     *
     * @param finder finds what an earlier supervisor left of units that are new
     */
    Effects change(Plan next, Function<U, Takeover<U>> finder) throws BadSetting {
        return change(next, finder, true);
    }

    /**
     * Changes to another plan.
     *
     * @param anew whether a unit is replaced that was made otherwise though its specification is
     *     the same, such as one that was taken over
     */
    private Effects change(Plan next, Function<U, Takeover<U>> finder, boolean anew)
            throws BadSetting {
        List<WorkerSpec> specs = next.specs(overrides::instances);
        plan = next;
        Map<String, WorkerSpec> planned = byName(specs);
        Effects effects = new Effects();
        for (U unit : List.copyOf(registry.all())) {
            WorkerSpec spec = planned.remove(unit.name());
            if (spec == null) {
                registry.markRemoved(unit);
                desired.remove(unit);
                effects.stopped().add(unit);
            } else {
                update(unit, spec, anew, effects);
            }
        }
        List<U> created = planned.values().stream().map(creation).toList();
        registry.addAll(created);
        registry.reorder(specs.stream().map(WorkerSpec::name).toList());
        for (U unit : created) {
            begin(finder.apply(unit));
            if (desired.isUp(unit)) {
                effects.started().add(unit);
            }
        }
        for (Unit unit : List.copyOf(effects.restarted())) {
            effects.restarted().addAll(stops.restartedWith(unit));
        }
        stops.add(effects.restarted());
        stops.add(effects.stopped());
        overrides.retain(byName(specs).keySet(), workerNames());
        return effects;
    }

    private static Map<String, WorkerSpec> byName(List<WorkerSpec> specs) {
        Map<String, WorkerSpec> byName = new LinkedHashMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        return byName;
    }

    /**
     * Refuses a plan that is impossible with as many instances as operators asked for.
     *
     * @throws BadSetting with all that is wrong
     */
    void check(Plan next) throws BadSetting {
        refuse(PlanCheck.of(next, overrides::instances));
    }

    private static void refuse(List<Conflict> conflicts) throws BadSetting {
        if (!conflicts.isEmpty()) {
            throw new BadSetting(
                    conflicts.stream()
                            .map(one -> "worker." + one.worker() + ": " + one.message())
                            .collect(Collectors.joining("; ")));
        }
    }

    /** Changes how many instances of a worker there are. */
    Effects scale(Definition worker, int instances, Function<U, Takeover<U>> finder)
            throws BadSetting {
        refuse(PlanCheck.of(plan, scaled(worker, instances)));
        overrides.scale(worker, instances);
        // What goes on with earlier settings is no matter of a number.
        return change(plan, finder, false);
    }

    /** The numbers of instances if there were so many of one worker. */
    ToIntFunction<Definition> scaled(Definition worker, int instances) {
        return other -> other.equals(worker) ? instances : overrides.instances(other);
    }

    /** The specifications in a plan of which there is no unit. */
    List<WorkerSpec> newcomers(Plan next, ToIntFunction<Definition> instances) throws BadSetting {
        return next.specs(instances).stream()
                .filter(spec -> registry.find(spec.name()) == null)
                .toList();
    }

    Optional<Definition> definition(String name) {
        return plan.workers().stream().filter(worker -> worker.name().equals(name)).findFirst();
    }

    /** Removes the units that are in the plan no more and have stopped, and returns them. */
    List<U> takeRemoved() {
        List<U> gone = new ArrayList<>();
        for (U unit : registry.removed()) {
            if (unit.snapshot().state() == State.STOPPED && !stops.isPending(unit)) {
                gone.add(unit);
            }
        }
        gone.forEach(registry::delete);
        return gone;
    }

    private Set<String> workerNames() {
        Set<String> names = new HashSet<>();
        plan.workers().forEach(worker -> names.add(worker.name()));
        return names;
    }

    private void update(U unit, WorkerSpec spec, boolean anew, Effects effects) {
        boolean same = registry.isPlanned(unit) && unit.spec().equals(spec);
        UnitEffect effect = same && !anew ? UnitEffect.LIVE : effect(unit, spec);
        if (!registry.isPlanned(unit)) {
            registry.markPlanned(unit);
            desired.plan(unit, spec);
        }
        if (!unit.spec().equals(spec)) {
            unit.reconfigure(spec);
        }
        if (effect == UnitEffect.START) {
            stops.cancel(unit);
            unit.handle(new Event.Start());
            effects.started().add(unit);
        } else if (effect == UnitEffect.RESTART) {
            effects.restarted().add(unit);
        }
    }

    /** Decides what another specification does to a unit; one that was removed comes back. */
    private UnitEffect effect(Unit unit, WorkerSpec spec) {
        boolean affected = isAffected(unit, spec);
        if (!registry.isPlanned(unit) && desired.planned(spec) == Desired.UP) {
            return affected ? UnitEffect.RESTART : UnitEffect.START;
        }
        if (affected && desired.isUp(unit)) {
            return UnitEffect.RESTART;
        }
        return isMadeOtherwise(unit, spec) ? UnitEffect.NEXT_START : UnitEffect.LIVE;
    }

    /** Tells whether what is done with a unit that is wanted up has to be done anew. */
    private static boolean isAffected(Unit unit, WorkerSpec spec) {
        return switch (unit.snapshot().state()) {
            case BACKOFF, FAILED -> !unit.spec().equals(spec);
            case WAITING, STOPPED, EXITED -> false;
            case STARTING, RUNNING, STOPPING -> isMadeOtherwise(unit, spec);
        };
    }

    /** Tells whether its process, or its next one if it has none, was to be made otherwise. */
    private static boolean isMadeOtherwise(Unit unit, WorkerSpec spec) {
        return switch (unit.snapshot().state()) {
            case STARTING, RUNNING, STOPPING -> unit.differsFrom(spec);
            case BACKOFF, FAILED, WAITING, STOPPED, EXITED ->
                    !unit.spec().execution().equals(spec.execution());
        };
    }
}
