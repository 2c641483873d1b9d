package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.lifecycle.simulation.Agenda;
import io.ottugi.supervisor.lifecycle.simulation.Dice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The processes of all units, and the records of them on disk; they outlive supervisors. */
final class Kernel {
    static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

    private static final Duration SLOWEST_TO_TERM = Duration.ofSeconds(8);
    private static final Duration LATENCY = Duration.ofMillis(30);

    private final Dice dice;
    private final Agenda agenda;
    private final double crashes;
    private final double failures;
    private final Map<String, Generation> newest = new HashMap<>();
    private final Map<String, Integer> done = new HashMap<>();
    private boolean calm;

    /** The processes of one start of a unit. */
    static final class Generation {
        private final WorkerSpec spec;
        private final long number;
        private final boolean ignoresTerm;
        private boolean alive = true;
        private boolean other;
        private @Nullable WaitStatus status;
        private @Nullable Consumer<Generation> parent;

        private Generation(WorkerSpec spec, long number, boolean ignoresTerm, boolean other) {
            this.spec = spec;
            this.number = number;
            this.ignoresTerm = ignoresTerm;
            this.other = other;
        }

        WorkerSpec spec() {
            return spec;
        }

        long number() {
            return number;
        }

        /** The pid of the first process. */
        long pid() {
            return 1000 + number;
        }

        /** Tells whether the first process lives. */
        boolean isAlive() {
            return alive;
        }

        /** Tells whether another process of it lives. */
        boolean hasOther() {
            return other;
        }

        WaitStatus status() {
            return status == null ? new WaitStatus.Unknown() : status;
        }

        /** Tells a supervisor of the end of the first process from now on. */
        void watch(Consumer<Generation> supervisor) {
            parent = supervisor;
        }
    }

    Kernel(Dice dice, Agenda agenda) {
        this.dice = dice;
        this.agenda = agenda;
        this.crashes = dice.fraction();
        this.failures = dice.fraction() * dice.fraction() * 0.5;
    }

    /** From now on starts succeed, and what is started goes on. */
    void calmDown() {
        calm = true;
    }

    /** Tells whether any process of a unit lives. */
    boolean isAnyAlive(String unit) {
        Generation last = newest.get(unit);
        return last != null && (last.alive || last.other);
    }

    Optional<Generation> newest(String unit) {
        return Optional.ofNullable(newest.get(unit));
    }

    /** The generations of which a first process lives. */
    List<Generation> living() {
        return newest.values().stream().filter(Generation::isAlive).toList();
    }

    /** The record that a unit has done its work, by its exit code. */
    Map<String, Integer> done() {
        return done;
    }

    /** Starts a generation; empty if the system has no process to give. */
    Optional<Generation> start(WorkerSpec spec, long number) {
        if (!calm && dice.chance(failures)) {
            return Optional.empty();
        }
        Generation started =
                new Generation(spec, number, dice.chance(0.1), !calm && dice.chance(0.2));
        newest.put(spec.name(), started);
        done.remove(spec.name());
        if (!calm && dice.chance(crashes)) {
            agenda.in(
                    dice.upTo(dice.chance(0.4) ? Duration.ofMillis(900) : LONGEST_LIFE),
                    () -> die(started, dice.waitStatus()));
        } else if (spec.order().oneshot()) {
            agenda.in(
                    dice.upTo(Duration.ofSeconds(10)),
                    () -> die(started, new WaitStatus.Exited(0)));
        }
        return Optional.of(started);
    }

    void terminate(Generation generation) {
        if (!generation.ignoresTerm) {
            agenda.in(
                    dice.upTo(SLOWEST_TO_TERM),
                    () -> die(generation, new WaitStatus.Signaled(15, false)));
        }
    }

    void kill(Generation generation) {
        agenda.in(
                dice.upTo(Duration.ofMillis(500)),
                () -> {
                    generation.other = false;
                    die(generation, new WaitStatus.Signaled(9, false));
                });
    }

    /** Ends what is left besides the first process, and tells when it is gone. */
    void clear(Generation generation, Runnable cleared) {
        agenda.in(
                generation.other ? dice.upTo(SLOWEST_TO_TERM) : Duration.ofMillis(1),
                () -> {
                    generation.other = false;
                    cleared.run();
                });
    }

    private void die(Generation generation, WaitStatus status) {
        if (!generation.alive) {
            return;
        }
        generation.alive = false;
        generation.status = status;
        agenda.in(
                dice.upTo(LATENCY),
                () -> {
                    if (generation.parent != null) {
                        generation.parent.accept(generation);
                    }
                });
    }
}
