package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.Conflict;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.PlanCheck;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Brings the units to what the plan and the operators' wishes say, touching only what differs. */
final class Workforce {
    private final Roster roster;
    private final OrderedStops stops;
    private final StartGate gate;
    private final Wishes wishes;
    private final Function<WorkerSpec, WorkerUnit> hiring;
    private Plan plan;

    /**
     * What a change of plan does.
     *
     * @param started units that are to run and did not
     * @param restarted units whose process is replaced
     * @param stopped units that are no more
     */
    record Effects(Set<WorkerUnit> started, Set<WorkerUnit> restarted, Set<WorkerUnit> stopped) {
        Effects() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    Workforce(
            Plan plan,
            Roster roster,
            OrderedStops stops,
            StartGate gate,
            Wishes wishes,
            Function<WorkerSpec, WorkerUnit> hiring) {
        this.plan = plan;
        this.roster = roster;
        this.stops = stops;
        this.gate = gate;
        this.wishes = wishes;
        this.hiring = hiring;
    }

    Plan plan() {
        return plan;
    }

    /**
     * Begins with the first plan: takes over what an earlier supervisor left.
     *
     * @return the units of which nothing was found; they are to {@linkplain #beginAbsent begin} too
     */
    Map<WorkerUnit, Finding> takeOver(Function<WorkerSpec, Finding> finder) throws BadSetting {
        gate.limit(plan.startRate());
        if (!PlanCheck.of(plan, wishes::instances).isEmpty()) {
            // What was asked for by hand of another file does not fit this one.
            wishes.forgetScales();
        }
        List<WorkerUnit> hired = plan.specs(wishes::instances).stream().map(hiring).toList();
        roster.addAll(hired);
        Map<WorkerUnit, Finding> absent = new LinkedHashMap<>();
        for (WorkerUnit unit : hired) {
            Finding finding = finder.apply(unit.spec());
            if (finding instanceof Finding.Nothing) {
                absent.put(unit, finding);
            } else {
                begin(unit, finding);
            }
        }
        return absent;
    }

    /** Starts units of which nothing runs, unless they are not wanted. */
    void beginAbsent(Map<WorkerUnit, Finding> absent) {
        absent.forEach(this::begin);
    }

    private void begin(WorkerUnit unit, Finding finding) {
        boolean wanted = isWanted(unit.spec());
        unit.begin(finding, wanted);
        if (!wanted && unit.snapshot().state() != State.STOPPED) {
            stops.add(List.of(unit), OrderedStops.Then.STOP);
        }
    }

    /** Something runs that an earlier plan knew; it is stopped, and then forgotten. */
    void retire(WorkerSpec spec, Finding finding) {
        WorkerUnit unit = hiring.apply(spec);
        roster.add(unit);
        unit.begin(finding, false);
        stops.add(List.of(unit), OrderedStops.Then.STOP);
        roster.retire(unit);
    }

    /**
     * Tells what {@link #change} would do to each unit, by its name: of a change of plan only,
     * since what an earlier supervisor left is not looked for.
     */
    Map<String, UnitEffect> foresee(Plan next) throws BadSetting {
        Map<String, WorkerSpec> wanted = new LinkedHashMap<>();
        next.specs(wishes::instances).forEach(spec -> wanted.put(spec.name(), spec));
        Map<String, UnitEffect> effects = new LinkedHashMap<>();
        List<WorkerUnit> restarted = new ArrayList<>();
        for (WorkerUnit unit : roster.all()) {
            WorkerSpec spec = wanted.remove(unit.name());
            UnitEffect effect = spec == null ? UnitEffect.STOP : effect(unit, spec);
            effects.put(unit.name(), effect);
            if (effect == UnitEffect.RESTART) {
                restarted.add(unit);
            }
        }
        for (WorkerUnit unit : restarted) {
            stops.restartedWith(unit)
                    .forEach(
                            other ->
                                    effects.computeIfPresent(
                                            other.name(),
                                            (name, effect) ->
                                                    effect == UnitEffect.STOP
                                                            ? effect
                                                            : UnitEffect.RESTART));
        }
        wanted.forEach(
                (name, spec) ->
                        effects.put(
                                name, isWanted(spec) ? UnitEffect.START : UnitEffect.NEXT_START));
        return effects;
    }

    /** Changes to another plan. */
    Effects change(Plan next, Supplier<Function<WorkerSpec, Finding>> look) throws BadSetting {
        return change(next, look, true);
    }

    /**
     * Changes to another plan.
     *
     * @param anew whether a unit is replaced that was made otherwise though its spec is the same,
     *     such as one that was taken over
     */
    private Effects change(Plan next, Supplier<Function<WorkerSpec, Finding>> look, boolean anew)
            throws BadSetting {
        check(next);
        List<WorkerSpec> specs = next.specs(wishes::instances);
        plan = next;
        gate.limit(plan.startRate());
        Map<String, WorkerSpec> wanted = new LinkedHashMap<>();
        specs.forEach(spec -> wanted.put(spec.name(), spec));
        Effects effects = new Effects();
        for (WorkerUnit unit : List.copyOf(roster.all())) {
            WorkerSpec spec = wanted.remove(unit.name());
            if (spec == null) {
                dismiss(unit, effects);
            } else {
                adjust(unit, spec, anew, effects);
            }
        }
        List<WorkerUnit> hired = wanted.values().stream().map(hiring).toList();
        roster.addAll(hired);
        roster.reorder(specs.stream().map(WorkerSpec::name).toList());
        Function<WorkerSpec, Finding> finder =
                hired.isEmpty() ? spec -> new Finding.Nothing(0) : look.get();
        for (WorkerUnit unit : hired) {
            begin(unit, finder.apply(unit.spec()));
            if (stops.wanted(unit) == Desired.UP) {
                effects.started().add(unit);
            }
        }
        for (WorkerUnit unit : List.copyOf(effects.restarted())) {
            effects.restarted().addAll(stops.restartedWith(unit));
        }
        stops.add(effects.restarted(), OrderedStops.Then.RESTART);
        stops.add(effects.stopped(), OrderedStops.Then.STOP);
        wishes.keepOnly(new HashSet<>(specs.stream().map(WorkerSpec::name).toList()), names());
        return effects;
    }

    /**
     * Refuses a plan that is impossible with as many instances as operators asked for.
     *
     * @throws BadSetting with all that is wrong
     */
    void check(Plan next) throws BadSetting {
        refuse(PlanCheck.of(next, wishes::instances));
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
    Effects scale(Definition worker, int instances, Supplier<Function<WorkerSpec, Finding>> look)
            throws BadSetting {
        refuse(
                PlanCheck.of(
                        plan, other -> other.equals(worker) ? instances : wishes.instances(other)));
        wishes.scale(worker, instances);
        // What goes on with earlier settings is no matter of a number.
        return change(plan, look, false);
    }

    Optional<Definition> definition(String name) {
        return plan.workers().stream().filter(worker -> worker.name().equals(name)).findFirst();
    }

    /** Those of the dismissed that have gone, which are forgotten now. */
    List<WorkerUnit> takeGone() {
        List<WorkerUnit> gone = new ArrayList<>();
        for (WorkerUnit unit : roster.retiring()) {
            if (unit.snapshot().state() == State.STOPPED && !stops.isPending(unit)) {
                gone.add(unit);
            }
        }
        gone.forEach(roster::remove);
        return gone;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        plan.workers().forEach(worker -> names.add(worker.name()));
        return names;
    }

    private boolean isWanted(WorkerSpec spec) {
        return wishes.of(spec.name()).map(wish -> wish == Desired.UP).orElse(spec.autostart());
    }

    private void dismiss(WorkerUnit unit, Effects effects) {
        roster.retire(unit);
        effects.stopped().add(unit);
    }

    private void adjust(WorkerUnit unit, WorkerSpec spec, boolean anew, Effects effects) {
        boolean same = roster.isPlanned(unit) && unit.spec().equals(spec);
        UnitEffect effect = same && !anew ? UnitEffect.LIVE : effect(unit, spec);
        roster.reinstate(unit);
        if (!unit.spec().equals(spec)) {
            unit.respec(spec);
        }
        if (effect == UnitEffect.START) {
            stops.cancel(unit);
            unit.handle(new Event.Start());
            effects.started().add(unit);
        } else if (effect == UnitEffect.RESTART) {
            effects.restarted().add(unit);
        }
    }

    /** Decides what another spec does to a unit; one that was removed comes back. */
    private UnitEffect effect(WorkerUnit unit, WorkerSpec spec) {
        boolean affected = isAffected(unit, spec);
        if (!roster.isPlanned(unit) && isWanted(spec)) {
            return affected ? UnitEffect.RESTART : UnitEffect.START;
        }
        if (affected && stops.wanted(unit) == Desired.UP) {
            return UnitEffect.RESTART;
        }
        return isMadeOtherwise(unit, spec) ? UnitEffect.NEXT_START : UnitEffect.LIVE;
    }

    /** Whether what is done with a unit that is wanted up has to be done anew. */
    private static boolean isAffected(WorkerUnit unit, WorkerSpec spec) {
        return switch (unit.snapshot().state()) {
            case BACKOFF, FAILED -> !unit.spec().equals(spec);
            case WAITING, STOPPED, EXITED -> false;
            case STARTING, RUNNING, STOPPING -> isMadeOtherwise(unit, spec);
        };
    }

    /** Whether its process, or its next one if it has none, was to be made otherwise so far. */
    private static boolean isMadeOtherwise(WorkerUnit unit, WorkerSpec spec) {
        return switch (unit.snapshot().state()) {
            case STARTING, RUNNING, STOPPING -> unit.process().differsFrom(spec);
            case BACKOFF, FAILED, WAITING, STOPPED, EXITED ->
                    !unit.spec().execution().equals(spec.execution());
        };
    }
}
