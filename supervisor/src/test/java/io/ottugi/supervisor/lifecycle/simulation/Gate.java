package io.ottugi.supervisor.lifecycle.simulation;

import io.ottugi.supervisor.lifecycle.Event;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What may have to be before a start: another worker, which comes and goes, and the worker's turn.
 * It answers an asking that still stands, at once, later or not as long as the other is down.
 */
final class Gate {
    /** With everything calm an asking is answered within this time. */
    static final Duration LONGEST_TURN = Duration.ofSeconds(20);

    private final Dice dice;
    private final Agenda agenda;
    private final Consumer<Event> loop;
    private final double downtime;
    private boolean otherIsReady;
    private boolean calm;
    private boolean asked;
    private boolean itsTurn;
    private long asking;

    Gate(Dice dice, Agenda agenda, Consumer<Event> loop) {
        this.dice = dice;
        this.agenda = agenda;
        this.loop = loop;
        downtime = dice.fraction() * dice.fraction();
        other();
    }

    /** From now on the other one is ready. */
    void calmDown() {
        calm = true;
        otherIsReady = true;
        open();
    }

    void ask() {
        asked = true;
        itsTurn = false;
        long mine = ++asking;
        agenda.in(
                dice.chance(0.6) ? Duration.ZERO : dice.upTo(LONGEST_TURN),
                () -> {
                    itsTurn |= mine == asking;
                    open();
                });
    }

    /** Nobody waits any more. */
    void withdraw() {
        asked = false;
    }

    /** Whether an asking is yet to be answered. */
    boolean isAsked() {
        return asked;
    }

    boolean otherIsReady() {
        return otherIsReady;
    }

    private void open() {
        if (asked && itsTurn && otherIsReady) {
            asked = false;
            loop.accept(new Event.MayStart());
        }
    }

    private void other() {
        if (calm) {
            return;
        }
        otherIsReady = !dice.chance(downtime);
        open();
        agenda.in(dice.upTo(Duration.ofSeconds(40)), this::other);
    }
}
