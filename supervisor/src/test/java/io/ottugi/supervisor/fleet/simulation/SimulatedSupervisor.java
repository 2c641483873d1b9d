package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.fleet.OperatorOverrides;
import io.ottugi.supervisor.fleet.StartupListener;
import io.ottugi.supervisor.fleet.Takeover;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.fleet.simulation.Kernel.Generation;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.simulation.Dice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One supervisor: a fleet, and the turns of its loop. What comes after its end does nothing. */
final class SimulatedSupervisor implements Fleet.Host<SimulatedUnit>, StartupListener {
    private static final int MOST_IDLE_TURNS = 5;

    private final FleetSimulation simulation;
    private final Fleet<SimulatedUnit> fleet;
    private final Set<String> prepared = new HashSet<>();
    private final Set<String> preparing = new HashSet<>();
    private final boolean allOrNothing;
    private boolean dead;
    private boolean up;
    private boolean startupOver;
    private long nextWake = Long.MAX_VALUE;

    SimulatedSupervisor(FleetSimulation simulation, Plan plan) {
        this.simulation = simulation;
        this.allOrNothing = !simulation.isCalm() && simulation.dice().chance(0.1);
        this.fleet =
                new Fleet<>(
                        plan,
                        new OperatorOverrides(simulation.store(), note -> {}),
                        this,
                        this,
                        simulation.now());
    }

    void begin() throws BadSetting {
        fleet.begin(this::takeover, this::unplanned, now());
        turn();
    }

    Takeover<SimulatedUnit> takeover(SimulatedUnit unit) {
        boolean doubted = !simulation.isCalm() && !kernel().isAnyAlive(unit.name());
        doubted &= dice().chance(0.03);
        if (doubted) {
            later(
                    dice().upTo(Duration.ofSeconds(20)).toMillis(),
                    () -> {
                        fleet.release(unit);
                        if (unit.snapshot().state() == State.FAILED
                                && unit.snapshot().givenUp() == GivenUp.UNPROVED) {
                            unit.handle(new Event.TryAgain());
                        }
                    });
        }
        return new SimulatedTakeover(unit, kernel(), doubted);
    }

    private List<Takeover<SimulatedUnit>> unplanned(Set<String> known) {
        List<Takeover<SimulatedUnit>> unplanned = new ArrayList<>();
        for (Generation generation : kernel().living()) {
            WorkerSpec spec = generation.spec();
            if (!known.contains(spec.name())) {
                unplanned.add(new SimulatedTakeover(create(spec), kernel(), false));
            }
        }
        return unplanned;
    }

    Fleet<SimulatedUnit> fleet() {
        return fleet;
    }

    Collection<SimulatedUnit> units() {
        return fleet.registry().all();
    }

    Kernel kernel() {
        return simulation.kernel();
    }

    Dice dice() {
        return simulation.dice();
    }

    long now() {
        return simulation.now();
    }

    boolean isDead() {
        return dead;
    }

    boolean isStartupOver() {
        return startupOver;
    }

    /** Ends without a word, and leaves processes as they are. */
    void die() {
        dead = true;
    }

    /** Does something on the loop after some milliseconds. */
    void later(long millis, Runnable what) {
        simulation.agenda().in(Duration.ofMillis(millis), () -> message(what));
    }

    /** A message: what it says is done, and then what follows from it. */
    void message(Runnable what) {
        if (!dead) {
            what.run();
            if (dice().chance(0.85)) {
                turn();
            } else {
                wake(now() + 1);
            }
        }
    }

    void ended(Generation generation) {
        message(
                () -> {
                    SimulatedUnit unit = fleet.registry().find(generation.spec().name());
                    if (unit != null) {
                        unit.ended(generation);
                    }
                });
    }

    void clear(Generation generation, Runnable cleared) {
        kernel().clear(generation, () -> message(cleared));
    }

    /** One turn of the loop. */
    private void turn() {
        boolean cut = !simulation.isCalm() && dice().chance(0.1);
        advance(cut);
        for (int idle = 0; !cut && !dead && fleet.wakeAt() - now() <= 0; idle++) {
            if (idle > MOST_IDLE_TURNS) {
                throw new Broken("LoopDoesNotSpin: it is to wake at once, and nothing is to do");
            }
            advance(false);
        }
        if (!dead && !cut) {
            simulation.turned();
        }
        sleep();
    }

    private void advance(boolean cut) {
        for (SimulatedUnit removed : fleet.advance(now(), () -> !cut)) {
            kernel().done().remove(removed.name());
        }
        if (fleet.isOver()) {
            simulation.over(this);
        }
    }

    private void sleep() {
        long wake = fleet.wakeAt();
        for (SimulatedUnit unit : units()) {
            Due due = unit.snapshot().due();
            wake = due == null ? wake : Math.min(wake, due.at());
        }
        if (wake != Long.MAX_VALUE) {
            wake(Math.max(wake, now() + 1));
        }
    }

    private void wake(long at) {
        if (dead || (nextWake <= at && nextWake > now())) {
            return;
        }
        nextWake = at;
        simulation.agenda().at(simulation.virtual(at), () -> message(this::tick));
    }

    private void tick() {
        for (SimulatedUnit unit : List.copyOf(units())) {
            Due due = unit.snapshot().due();
            if (due != null && due.reached(now())) {
                unit.tick();
            }
        }
    }

    void happened(SimulatedUnit unit, Happening what) {
        Fall fall = unit.snapshot().lastFall();
        if (what == Happening.EXITED
                && fall != null
                && unit.spec().lifecycle().restart().isDoneAfter(fall)) {
            kernel().done().put(unit.name(), fall.exitCode());
        }
        if (what == Happening.FELL && fall != null && !fall.asked()) {
            simulation.fell(unit);
        }
        fleet.happened(unit, what);
        if (what == Happening.FELL && dice().chance(0.7) && fall != null) {
            later(200, () -> fleet.explained(unit.name(), fall.generation()));
        }
    }

    void takes(SimulatedUnit unit, Event event) {
        simulation.takes(unit, event);
    }

    void spawns(SimulatedUnit unit) {
        simulation.spawns(unit);
    }

    @Override
    public SimulatedUnit create(WorkerSpec spec) {
        return new SimulatedUnit(spec, this);
    }

    @Override
    public boolean isPrepared(Unit unit) {
        return simulation.isCalm() || prepared.contains(unit.name());
    }

    @Override
    public void prepare(Unit unit) {
        if (preparing.add(unit.name())) {
            later(dice().chance(0.9) ? 0 : 300, () -> prepared.add(unit.name()));
        }
    }

    @Override
    public void waits(Unit unit, List<String> reasons) {
        if (reasons.isEmpty()) {
            throw new Broken("WaitingHasAReason: " + unit);
        }
    }

    @Override
    public boolean isAllOrNothing() {
        return allOrNothing;
    }

    @Override
    public void up() {
        if (up) {
            throw new Broken("StartupIsToldOnce: up twice");
        }
        up = true;
    }

    @Override
    public void fell(Unit unit, Fall fall) {
        if (!up || startupOver) {
            throw new Broken("StartupIsToldOnce: a fall out of place");
        }
    }

    @Override
    public void over() {
        if (!up || startupOver) {
            throw new Broken("StartupIsToldOnce: over out of place");
        }
        startupOver = true;
    }
}
