package io.ottugi.supervisor.lifecycle.simulation;

import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The kernel and the edge of the supervisor: does what the actions say and tells the news, late but
 * for one generation in order.
 */
final class World {
    static final Duration LONGEST_SPAWN = Duration.ofSeconds(3);
    static final Duration LONGEST_HANG = Duration.ofSeconds(20);
    static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

    /** From a moment until the loop hears of it. */
    static final Duration LONGEST_LATENCY = Duration.ofMillis(50);

    private static final Duration SLOWEST_TO_TERM = Duration.ofSeconds(20);
    private static final Duration SLOWEST_EXAMINER = Duration.ofSeconds(8);
    private static final Duration FOREVER = Duration.ofDays(1);

    private final Dice dice;
    private final Agenda agenda;
    private final Consumer<Event> loop;
    private final Gate gate;
    private final List<Brood> broods = new ArrayList<>();
    private final double spawnFailures;
    private final double crashes;
    private boolean calm;

    /**
     * @param loop takes the news
     */
    World(Dice dice, Agenda agenda, Consumer<Event> loop) {
        this.dice = dice;
        this.agenda = agenda;
        this.loop = loop;
        gate = new Gate(dice, agenda, loop);
        spawnFailures = dice.fraction() * dice.fraction();
        crashes = dice.fraction();
    }

    /** From now on starts succeed, and what is started runs for good. */
    void calmDown() {
        calm = true;
        gate.calmDown();
    }

    Gate gate() {
        return gate;
    }

    void perform(Action action) {
        if (action instanceof Action.AskToStart) {
            gate.ask();
        } else if (action instanceof Action.Spawn spawn) {
            spawn(spawn.generation());
        } else if (action instanceof Action.Terminate terminate) {
            terminate(terminate.generation());
        } else if (action instanceof Action.Examine examine) {
            examine(examine.generation());
        } else if (action instanceof Action.KillAll kill) {
            kill(kill.generation());
        }
    }

    /** The process of an earlier supervisor, found before anything else happens. */
    void inherit(long generation) {
        Brood brood = brood(generation);
        populate(brood);
        brood.answered();
        loop.accept(new Event.Adopted(generation, brood.pid(), 0));
    }

    /** How many generations run, or may yet. */
    int mayRun() {
        int running = 0;
        for (Brood brood : broods) {
            running += brood.mayRun() ? 1 : 0;
        }
        return running;
    }

    /** Whether the first process of a generation lives, or its end has not been heard of yet. */
    boolean isThoughtAlive(long generation, long pid) {
        for (Brood brood : broods) {
            if (brood.generation() == generation && brood.pid() == pid) {
                return !brood.isEndTold();
            }
        }
        return false;
    }

    private Brood brood(long generation) {
        broods.removeIf(brood -> !brood.mayRun() && brood.generation() < generation - 1);
        Brood brood = new Brood(generation, 1000 + generation);
        broods.add(brood);
        return brood;
    }

    private void spawn(long generation) {
        Brood brood = brood(generation);
        if (!calm && dice.chance(spawnFailures)) {
            Duration wait = dice.between(Duration.ofNanos(1000), LONGEST_SPAWN);
            agenda.in(
                    wait,
                    () -> {
                        brood.answered();
                        loop.accept(new Event.SpawnFailed(generation, dice.couldNotStart()));
                    });
            return;
        }
        Duration longest = dice.chance(0.1) ? LONGEST_SPAWN : Duration.ofMillis(5);
        agenda.in(dice.between(Duration.ofNanos(1000), longest), () -> bear(brood));
    }

    private void bear(Brood brood) {
        populate(brood);
        tell(brood, new Event.Spawned(brood.generation(), brood.pid()));
        if (calm || dice.chance(0.9)) {
            Duration wait = calm ? Duration.ZERO : dice.upTo(Duration.ofSeconds(10));
            agenda.in(wait, () -> tell(brood, new Event.Ready(brood.generation())));
        }
    }

    private void populate(Brood brood) {
        int others = dice.chance(0.6) ? 0 : 1 + dice.below(2);
        for (int i = 0; i <= others; i++) {
            long hangsUntil =
                    dice.chance(0.1) ? agenda.time() + dice.upTo(LONGEST_HANG).toNanos() : 0;
            Brood.Member member = new Brood.Member(dice.chance(0.2), hangsUntil);
            brood.members().add(member);
            agenda.in(life(), () -> die(brood, member));
        }
    }

    private Duration life() {
        if (calm || !dice.chance(crashes)) {
            return FOREVER;
        }
        return dice.upTo(dice.chance(0.5) ? Duration.ofMillis(100) : LONGEST_LIFE);
    }

    private void terminate(long generation) {
        for (Brood brood : known(generation)) {
            for (Brood.Member member : brood.members()) {
                if (!member.ignoresTerm()) {
                    long end = agenda.time() + dice.upTo(SLOWEST_TO_TERM).toNanos();
                    agenda.at(Math.max(end, member.hangsUntil()), () -> die(brood, member));
                }
            }
        }
    }

    /** Whoever looks at it is quick, or slow, or never comes back. */
    private void examine(long generation) {
        if (dice.chance(0.8)) {
            agenda.in(
                    dice.upTo(SLOWEST_EXAMINER), () -> loop.accept(new Event.Examined(generation)));
        }
    }

    private void kill(long generation) {
        for (Brood brood : known(generation)) {
            for (Brood.Member member : brood.members()) {
                agenda.at(member.hangsUntil(), () -> die(brood, member));
            }
        }
    }

    /** A start that has not been answered cannot be signalled: nobody knows its pid. */
    private List<Brood> known(long generation) {
        return broods.stream()
                .filter(brood -> brood.generation() == generation && brood.isAnswered())
                .toList();
    }

    private void die(Brood brood, Brood.Member member) {
        if (!member.alive()) {
            return;
        }
        brood.die(member);
        if (brood.isFirst(member)) {
            WaitStatus status = dice.waitStatus();
            later(brood, () -> tellEnd(brood, new Cause.Ended(status)));
        } else if (brood.isEndTold() && !brood.anyAlive()) {
            tell(brood, new Event.Cleared(brood.generation()));
        }
    }

    private void tellEnd(Brood brood, Cause cause) {
        brood.endTold();
        loop.accept(new Event.Ended(brood.generation(), cause, brood.anyAlive()));
    }

    private void tell(Brood brood, Event event) {
        later(
                brood,
                () -> {
                    brood.answered();
                    loop.accept(event);
                });
    }

    private void later(Brood brood, Runnable what) {
        long heard = agenda.time() + dice.upTo(LONGEST_LATENCY).toNanos();
        brood.toldAt(Math.max(heard, brood.toldAt()));
        agenda.at(brood.toldAt(), what);
    }
}
