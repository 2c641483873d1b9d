package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.simulation.Agenda;
import io.ottugi.supervisor.lifecycle.simulation.Dice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: a stormy time with commands, falls and deaths of the supervisor, then a calm after which
 * all must be as it is wanted.
 */
final class FleetSimulation {
    private static final Duration STORM = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofMinutes(10);
    private static final int REMEMBERED = 40;

    private final Dice dice;
    private final Agenda agenda = new Agenda();
    private final long origin;
    private final Kernel kernel;
    private final SimulatedStore store = new SimulatedStore();
    private final Plans plans;
    private final List<Promise> promises;
    private final Deque<Line> history = new ArrayDeque<>();
    private Set<String> planned = Set.of();
    private final Consumer<String> witness;
    private final Duration haste;
    private Plan plan;
    private boolean calm;
    private @Nullable SimulatedSupervisor supervisor;
    private @Nullable SimulatedSupervisor newest;

    /** What was done at some time; put into words only if somebody wants to know. */
    private record Line(
            long time,
            String what,
            @Nullable Snapshot snapshot,
            @Nullable Event event,
            @Nullable Plan plan) {
        @Override
        public String toString() {
            String when = "%10.3f ".formatted(time / 1e9);
            return snapshot == null
                    ? when + what + (plan == null ? "" : describe(plan))
                    : when
                            + what
                            + " "
                            + snapshot.state()
                            + " "
                            + snapshot.desired()
                            + " takes "
                            + event;
        }
    }

    private FleetSimulation(long seed, Consumer<String> witness) throws BadSetting {
        this.witness = witness;
        this.dice = new Dice(seed);
        this.origin = dice.below(1_000_000) * 1_000_000_000L;
        this.kernel = new Kernel(dice, agenda);
        this.plans = new Plans(dice);
        this.plan = plans.plan();
        this.haste = dice.chance(0.5) ? Duration.ofSeconds(2) : Duration.ofSeconds(15);
        this.promises = Promises.all(this);
    }

    /**
     * Runs it to its end.
     *
     * @param witness sees what is done, a line each
     * @throws AssertionError that names the seed and tells the last steps, when a promise is broken
     */
    static void run(long seed, Consumer<String> witness) {
        @Nullable FleetSimulation simulation = null;
        try {
            simulation = new FleetSimulation(seed, witness);
            simulation.storm();
            simulation.calm();
        } catch (BadSetting | RuntimeException e) {
            String story = simulation == null ? "" : simulation.story();
            throw new AssertionError(
                    "seed "
                            + seed
                            + ": "
                            + e
                            + "\nagain: mvn -pl supervisor test -Dtest=FleetSimulationTest"
                            + " -Dottugi.seed="
                            + seed
                            + story,
                    e);
        }
    }

    private void storm() {
        begin();
        agenda.in(dice.upTo(haste), this::disturb);
        until(STORM);
    }

    private void calm() {
        calm = true;
        store.setFull(false);
        kernel.calmDown();
        note("calm");
        until(CALM);
        newest = Objects.requireNonNull(supervisor, "there is no supervisor after the calm");
        promises.forEach(Promise::turned);
        promises.forEach(Promise::calmed);
    }

    private void until(Duration span) {
        long end = agenda.time() + span.toNanos();
        while (agenda.hasEntryBefore(end)) {
            agenda.advance();
        }
    }

    private void begin() {
        try {
            SimulatedSupervisor begun = new SimulatedSupervisor(this, plan);
            supervisor = begun;
            newest = begun;
            noteLazily("a supervisor begins with ", plan);
            planned = names(plan, begun.fleet());
            begun.begin();
            planned = names(plan, begun.fleet());
        } catch (BadSetting e) {
            throw new IllegalStateException(e);
        }
    }

    /** The supervisor is gone; another comes after a while. */
    private void end(String why) {
        SimulatedSupervisor gone = Objects.requireNonNull(supervisor);
        note(why);
        gone.die();
        supervisor = null;
        promises.forEach(Promise::supervisorEnded);
        if (!calm && dice.chance(0.2)) {
            changePlan();
        }
        agenda.in(dice.upTo(Duration.ofSeconds(8)), this::begin);
    }

    /** All units of a supervisor have stopped, or it has left them. */
    void over(SimulatedSupervisor gone) {
        if (gone != supervisor) {
            return;
        }
        if (!gone.fleet().isDetached()) {
            for (SimulatedUnit unit : gone.units()) {
                if (kernel.isAnyAlive(unit.name())) {
                    throw new Broken("NothingIsLeftAtTheEnd: " + unit);
                }
            }
            kernel.done().clear();
        }
        end("the supervisor has ended");
    }

    private void disturb() {
        if (calm) {
            return;
        }
        if (supervisor != null) {
            SimulatedSupervisor present = supervisor;
            int what = dice.below(100);
            if (what < 5) {
                end("the supervisor is killed");
            } else if (what < 9) {
                store.setFull(dice.chance(0.5));
            } else {
                present.message(() -> command(present, what));
            }
        }
        agenda.in(dice.upTo(haste), this::disturb);
    }

    private void command(SimulatedSupervisor present, int what) {
        Fleet<SimulatedUnit> fleet = present.fleet();
        if (what < 12) {
            down(present);
        } else if (fleet.isLeaving()) {
            if (what < 20) {
                note("second INT");
                present.units().forEach(unit -> unit.handle(new Event.Kill()));
            }
        } else if (what < 24) {
            reload(present);
        } else if (what < 32) {
            scale(present);
        } else {
            List<SimulatedUnit> some = some(present);
            Command.Kind kind =
                    dice.oneOf(
                            List.of(
                                    Command.Kind.START,
                                    Command.Kind.START,
                                    Command.Kind.STOP,
                                    Command.Kind.STOP,
                                    Command.Kind.RESTART,
                                    Command.Kind.ROLL));
            give(
                    new Command(kind, some, client()),
                    command -> {
                        switch (kind) {
                            case START -> fleet.start(some, command.client(), now());
                            case STOP -> fleet.stop(some, command.client(), now());
                            case RESTART -> fleet.restart(some, command.client(), now());
                            case ROLL -> fleet.roll(some, command.client(), now());
                            case RELOAD, SCALE, DOWN -> throw new IllegalStateException();
                        }
                    });
        }
    }

    private void give(Command command, Consumer<Command> action) {
        note(command.toString());
        promises.forEach(promise -> promise.commanded(command));
        action.accept(command);
        if (command.kind() == Command.Kind.RELOAD || command.kind() == Command.Kind.SCALE) {
            planned = names(fleet().plan(), fleet());
        }
        promises.forEach(promise -> promise.executed(command));
        if (dice.chance(0.1)) {
            agenda.in(dice.upTo(Duration.ofSeconds(5)), command.client()::leave);
        }
    }

    private void down(SimulatedSupervisor present) {
        if (dice.chance(0.4)) {
            note("down, leaving the workers");
            present.fleet().detach();
            return;
        }
        Command command = new Command(Command.Kind.DOWN, List.copyOf(present.units()), client());
        note("down");
        promises.forEach(promise -> promise.commanded(command));
        present.fleet().leave();
        promises.forEach(promise -> promise.executed(command));
    }

    private void reload(SimulatedSupervisor present) {
        changePlan();
        Plan next = plan;
        Set<String> names = names(next, present.fleet());
        List<SimulatedUnit> removed =
                present.units().stream().filter(unit -> !names.contains(unit.name())).toList();
        noteLazily("reload ", next);
        give(
                new Command(Command.Kind.RELOAD, removed, client()),
                command -> {
                    try {
                        present.fleet().change(next, present::takeover, command.client(), now());
                    } catch (BadSetting e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static Set<String> names(Plan plan, Fleet<?> fleet) {
        Set<String> names = new HashSet<>();
        for (Definition worker : plan.workers()) {
            if (worker.instances().isEmpty()) {
                names.add(worker.name());
            }
            for (int i = 1; i <= fleet.overrides().instances(worker); i++) {
                names.add(worker.name() + ":" + i);
            }
        }
        return names;
    }

    private void scale(SimulatedSupervisor present) {
        List<Definition> counted =
                present.fleet().plan().workers().stream()
                        .filter(worker -> worker.instances().isPresent())
                        .toList();
        if (counted.isEmpty()) {
            return;
        }
        Definition worker = dice.oneOf(counted);
        int instances = dice.below(4);
        List<SimulatedUnit> removed =
                present.units().stream()
                        .filter(
                                unit ->
                                        unit.spec().id().worker().equals(worker.name())
                                                && unit.spec().id().instance() > instances)
                        .toList();
        note("scale " + worker.name() + " to " + instances);
        give(
                new Command(Command.Kind.SCALE, removed, client()),
                command -> {
                    try {
                        present.fleet()
                                .scale(
                                        worker,
                                        instances,
                                        present::takeover,
                                        command.client(),
                                        now());
                    } catch (BadSetting e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void changePlan() {
        try {
            plan = plans.next();
        } catch (BadSetting e) {
            throw new IllegalStateException(e);
        }
    }

    /** The units of the plan that an operator's patterns mean. */
    private List<SimulatedUnit> some(SimulatedSupervisor present) {
        double share = dice.fraction();
        List<SimulatedUnit> some = new ArrayList<>();
        for (SimulatedUnit unit : present.units()) {
            if (planned.contains(unit.name()) && dice.chance(share)) {
                some.add(unit);
            }
        }
        return some;
    }

    private SimulatedClient client() {
        long deadline =
                dice.chance(0.7)
                        ? Long.MAX_VALUE
                        : now() + dice.upTo(Duration.ofSeconds(20)).toNanos();
        return new SimulatedClient(dice.chance(0.9), deadline);
    }

    void takes(SimulatedUnit unit, Event event) {
        remember(new Line(agenda.time(), unit.name(), unit.snapshot(), event, null));
        promises.forEach(promise -> promise.takes(unit, event));
    }

    void spawns(SimulatedUnit unit) {
        promises.forEach(promise -> promise.spawns(unit));
    }

    void fell(SimulatedUnit unit) {
        promises.forEach(promise -> promise.fell(unit));
    }

    void turned() {
        promises.forEach(Promise::turned);
    }

    boolean isCalm() {
        return calm;
    }

    Dice dice() {
        return dice;
    }

    Agenda agenda() {
        return agenda;
    }

    Kernel kernel() {
        return kernel;
    }

    SimulatedStore store() {
        return store;
    }

    /** The newest supervisor; it may be dead. */
    SimulatedSupervisor supervisor() {
        return Objects.requireNonNull(newest);
    }

    Fleet<SimulatedUnit> fleet() {
        return supervisor().fleet();
    }

    /** The units that are in the plan. */
    List<SimulatedUnit> planned() {
        List<SimulatedUnit> found = new ArrayList<>();
        for (SimulatedUnit unit : units()) {
            if (planned.contains(unit.name())) {
                found.add(unit);
            }
        }
        return found;
    }

    Collection<SimulatedUnit> units() {
        return supervisor().units();
    }

    long now() {
        return origin + agenda.time();
    }

    long virtual(long now) {
        return now - origin;
    }

    private void note(String line) {
        witness.accept(line);
        remember(new Line(agenda.time(), line, null, null, null));
    }

    private void noteLazily(String line, Plan its) {
        witness.accept(line);
        remember(new Line(agenda.time(), line, null, null, its));
    }

    private void remember(Line line) {
        history.addLast(line);
        if (history.size() > REMEMBERED) {
            history.removeFirst();
        }
    }

    private static String describe(Plan plan) {
        StringBuilder text = new StringBuilder();
        for (Definition worker : plan.workers()) {
            text.append("\n             ")
                    .append(worker.command())
                    .append(' ')
                    .append(worker.settings().assignments());
        }
        return text.toString();
    }

    private String story() {
        StringBuilder text = new StringBuilder("\n" + describe(plan) + "\n");
        history.forEach(line -> text.append(line).append('\n'));
        for (SimulatedUnit unit : units()) {
            text.append("now ").append(unit);
            if (unit.snapshot().state() == State.WAITING) {
                text.append(" waits for ").append(fleet().waitingFor(unit));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
