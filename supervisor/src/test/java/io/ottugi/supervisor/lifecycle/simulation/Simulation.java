package io.ottugi.supervisor.lifecycle.simulation;

import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Force;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.RestartLimit;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.Step;
import io.ottugi.supervisor.lifecycle.WorkerMachine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run: a stormy time with commands, crashes and noise, then a calm in which a last command must
 * come true.
 */
final class Simulation {
    private static final Duration STORM = Duration.ofMinutes(2);
    private static final int MOST_STEPS = 150;
    private static final int REMEMBERED = 8;

    private final Dice dice;
    private final Agenda agenda = new Agenda();
    private final LifecyclePolicy policy;
    private final long clockOrigin;
    private final WorkerMachine machine;
    private final World world;
    private final List<Promise> promises = new ArrayList<>();
    private final Deque<Moment> history = new ArrayDeque<>();
    private final Consumer<Moment> witness;

    private Snapshot snapshot;
    private Event newest = new Event.Tick();
    private int steps;

    private Simulation(long seed, Consumer<Moment> witness) {
        this.witness = witness;
        dice = new Dice(seed);
        policy = dice.policy();
        clockOrigin = dice.clockOrigin();
        machine = new WorkerMachine(policy, dice::fraction);
        world = new World(dice, agenda, this::take);
        snapshot = Snapshot.initial(dice.below(3), clockOrigin);
        promises.addAll(StartPromises.all());
        promises.addAll(FallPromises.all());
        promises.addAll(LimitPromises.all());
        promises.addAll(StopPromises.all());
        promises.addAll(ExaminationPromises.all());
        promises.addAll(ShapePromises.all());
    }

    /**
     * Runs it to its end.
     *
     * @param witness sees each step
     * @throws AssertionError that names the seed and tells the last steps, when a promise is broken
     */
    static void run(long seed, Consumer<Moment> witness) {
        Simulation simulation = new Simulation(seed, witness);
        try {
            simulation.storm();
            simulation.calm();
        } catch (Promise.Broken e) {
            throw new AssertionError(simulation.story(seed, String.valueOf(e.getMessage())), e);
        } catch (RuntimeException e) {
            throw new AssertionError(simulation.story(seed, "the machine threw " + e), e);
        }
    }

    private void storm() {
        begin();
        double haste = dice.fraction();
        Duration patience = dice.chance(0.5) ? STORM : Duration.ofSeconds(5);
        agenda.in(dice.upTo(patience), () -> command(haste));
        agenda.in(dice.upTo(Duration.ofSeconds(5)), this::noise);
        while (steps < MOST_STEPS && agenda.hasEntryBefore(STORM.toNanos())) {
            agenda.advance();
        }
    }

    private void begin() {
        if (dice.chance(0.15)) {
            world.inherit(snapshot.generation() + dice.below(3) + 1);
        } else if (dice.chance(0.2)) {
            take(new Event.Unproved(snapshot.generation() + dice.below(3), "two of them"));
        } else {
            take(new Event.Start());
        }
    }

    private void calm() {
        world.calmDown();
        steps = MOST_STEPS;
        if (dice.chance(0.5)) {
            take(new Event.Start());
            until(longestStart());
            Promise.require(
                    stands(), "WantedWorkerStandsAtLast: " + snapshot + " after " + longestStart());
        } else {
            take(dice.chance(0.7) ? new Event.Stop() : new Event.Kill());
            until(StopPromises.longestStop(policy));
            Promise.require(snapshot.state() == State.STOPPED, "StopAlwaysEnds: in the calm");
        }
    }

    /** Two falls at most: of what ran before the calm, and of one that is not ready in time. */
    private Duration longestStart() {
        RestartLimit limit = policy.restart().limit();
        return StopPromises.longestStop(policy)
                .plus(World.LONGEST_LIFE)
                .plus(policy.readyTimeout())
                .plus(policy.settle().multipliedBy(2))
                .plus(Gate.LONGEST_TURN.multipliedBy(2))
                .plus(policy.restart().backoff().max().multipliedBy(2))
                .plus(limit == null ? Duration.ZERO : limit.hold());
    }

    /** It runs, has done its work, or was given up for good. */
    private boolean stands() {
        RestartLimit limit = policy.restart().limit();
        boolean isHeld = limit != null && limit.then() == RestartLimit.Then.HOLD;
        return switch (snapshot.state()) {
            case RUNNING, EXITED -> true;
            case FAILED ->
                    snapshot.givenUp() == GivenUp.CAUSE
                            || (snapshot.givenUp() == GivenUp.LIMIT && !isHeld);
            case STOPPED, WAITING, STARTING, STOPPING, BACKOFF -> false;
        };
    }

    private void until(Duration limit) {
        long end = agenda.time() + limit.toNanos();
        while (agenda.hasEntryBefore(end)) {
            agenda.advance();
        }
    }

    private boolean isStormy() {
        return steps < MOST_STEPS;
    }

    private void command(double haste) {
        if (!isStormy()) {
            return;
        }
        take(
                dice.oneOf(
                        List.of(
                                new Event.Start(),
                                new Event.Start(),
                                new Event.Start(),
                                new Event.Restart(),
                                new Event.Restart(),
                                new Event.Stop(),
                                new Event.Stop(),
                                new Event.Kill())));
        Duration longest = Duration.ofSeconds(dice.chance(haste) ? 1 : 60);
        agenda.in(dice.upTo(longest), () -> command(haste));
    }

    /** News that is old, news that comes twice, ticks that nobody ordered. */
    private void noise() {
        if (!isStormy()) {
            return;
        }
        switch (dice.below(8)) {
            case 0 -> take(new Event.Tick());
            case 1 -> take(oldNews());
            case 2 -> comesTwice();
            case 3 -> lateAnswer();
            case 4 -> lateExamination();
            case 5 -> take(new Event.RestartWith());
            case 6 -> take(new Event.TryAgain());
            default -> lateFinding();
        }
        agenda.in(dice.upTo(Duration.ofSeconds(10)), this::noise);
    }

    private Event oldNews() {
        long generation = snapshot.generation() + (dice.chance(0.8) ? -1 - dice.below(3) : 1);
        return switch (dice.below(6)) {
            case 0 -> new Event.Spawned(generation, 77);
            case 1 -> new Event.SpawnFailed(generation, dice.couldNotStart());
            case 2 -> new Event.Ready(generation);
            case 3 ->
                    new Event.Ended(
                            generation, new Cause.Ended(dice.waitStatus()), dice.chance(0.5));
            case 4 -> new Event.Examined(generation);
            default -> new Event.Cleared(generation);
        };
    }

    /** While it is being stopped each piece of news counts, and the edge tells it once. */
    private void comesTwice() {
        boolean isNews =
                newest instanceof Event.Spawned
                        || newest instanceof Event.SpawnFailed
                        || newest instanceof Event.Ready
                        || newest instanceof Event.Ended
                        || newest instanceof Event.Cleared;
        if (isNews && snapshot.state() != State.STOPPING) {
            take(newest);
        }
    }

    /** While it waits, an answer is one. */
    private void lateAnswer() {
        if (snapshot.state() != State.WAITING) {
            take(new Event.MayStart());
        }
    }

    /** While it is being examined, an answer is one. */
    private void lateExamination() {
        if (snapshot.force() != Force.EXAMINED) {
            take(new Event.Examined(snapshot.generation()));
        }
    }

    /** What is found of an earlier supervisor is of no use once the worker was started. */
    private void lateFinding() {
        if (snapshot.state() != State.STOPPED) {
            take(
                    dice.chance(0.5)
                            ? new Event.Adopted(snapshot.generation() + 1, 77, 0)
                            : new Event.Unproved(snapshot.generation() + 1, "late"));
        }
    }

    private void take(Event event) {
        long now = clockOrigin + agenda.time();
        Snapshot before = snapshot;
        newest = event;
        Step step = machine.step(before, event, now);
        snapshot = step.next();
        steps++;
        if (snapshot.state() != State.WAITING) {
            world.gate().withdraw();
        }
        step.actions().forEach(world::perform);
        Moment moment = new Moment(policy, before, event, now, step, world);
        remember(moment);
        promises.forEach(promise -> check(promise, moment));
        witness.accept(moment);
        tickWhenDue(before);
    }

    private static void check(Promise promise, Moment moment) {
        try {
            promise.check(moment);
        } catch (Promise.Broken e) {
            throw new Promise.Broken(promise.title() + ": " + e.getMessage());
        }
    }

    private void tickWhenDue(Snapshot before) {
        var due = snapshot.due();
        if (due != null && !due.equals(before.due())) {
            long at = due.at() - clockOrigin;
            long latency = dice.upTo(World.LONGEST_LATENCY).toNanos();
            agenda.at(at + latency, () -> take(new Event.Tick()));
        }
    }

    private void remember(Moment moment) {
        history.addLast(moment);
        if (history.size() > REMEMBERED) {
            history.removeFirst();
        }
    }

    private String story(long seed, String what) {
        String moments =
                history.stream()
                        .map(m -> "  " + seconds(m) + "s " + m)
                        .collect(Collectors.joining("\n"));
        return "seed "
                + seed
                + ": "
                + what
                + "\nagain: mvn -pl supervisor test -Dtest=SimulationTest -Dottugi.seed="
                + seed
                + "\n"
                + policy
                + "\n"
                + moments
                + "\nnow wanted "
                + (snapshot.desired() == Desired.UP ? "up" : "down");
    }

    private double seconds(Moment moment) {
        return (moment.now() - clockOrigin) / 1e9;
    }
}
