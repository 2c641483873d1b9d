package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The first start of all units: tells the operator when all that can come up have, and which have
 * not. A unit that falls before it has run for {@code start.settle} has not, whatever comes of its
 * next start. Where the operator wants all or nothing, a unit that cannot be started ends a
 * supervisor that found nothing running; everywhere else, and later, that is an ordinary fall.
 */
final class Startup {
    /** The longest wait for what a fall is found to be. */
    private static final long EXPLANATION_NANOS = 2_000_000_000;

    private final StartupListener listener;
    private final DesiredStates desired;
    private final StartGate gate;
    private final Set<Unit> expected = new LinkedHashSet<>();
    private final Set<Unit> cameUp = new HashSet<>();
    private final Map<Unit, Fall> fallen = new LinkedHashMap<>();
    private final Set<Unit> explained = new HashSet<>();
    private final Map<Unit, Long> adopted = new HashMap<>();
    private boolean tookOver;
    private Optional<FailedStart> failed = Optional.empty();
    private boolean over;
    private long tellBy = Long.MAX_VALUE;

    Startup(StartupListener listener, DesiredStates desired, StartGate gate) {
        this.listener = listener;
        this.desired = desired;
        this.gate = gate;
    }

    /** Expects units to come up; what happened to them before counts. */
    void expect(Collection<? extends Unit> units) {
        for (Unit unit : units) {
            if (desired.isUp(unit)) {
                expected.add(unit);
            }
        }
    }

    /** Something of an earlier supervisor runs, so that this one must not end by itself. */
    void tookOver() {
        tookOver = true;
    }

    void happened(Unit unit, Happening what) {
        if (over) {
            return;
        }
        switch (what) {
            case RUNNING -> cameUp.add(unit);
            case ADOPTED -> {
                cameUp.add(unit);
                adopted.put(unit, unit.snapshot().generation());
            }
            case HELD, FELL -> fell(unit);
            case COULD_NOT_START -> couldNotStart(unit);
            case EXITED, GAVE_UP -> isDown(unit);
            case WAITING, STARTING, BACKOFF, STOPPING, LEFTOVERS, EXAMINING, KILLING, STOPPED -> {}
        }
    }

    /**
     * Takes the explanation of a fall.
     *
     * @return whether somebody will be told of that fall
     */
    boolean explained(String name, long generation) {
        if (over) {
            return false;
        }
        boolean any = false;
        for (Map.Entry<Unit, Fall> entry : fallen.entrySet()) {
            if (entry.getKey().name().equals(name) && entry.getValue().generation() == generation) {
                explained.add(entry.getKey());
                any = true;
            }
        }
        return any;
    }

    /** The start that failed, for which the supervisor must end; else empty. */
    Optional<FailedStart> failed() {
        return failed;
    }

    long wakeAt() {
        return over ? Long.MAX_VALUE : tellBy;
    }

    /** Tells once all units that can come up have, and it is known why others have not. */
    void advance(long now) {
        if (over) {
            return;
        }
        if (tellBy == Long.MAX_VALUE) {
            if (!settled().containsAll(expected)) {
                return;
            }
            listener.up();
            tellBy = now + EXPLANATION_NANOS;
        }
        boolean known = down().stream().allMatch(this::isExplained);
        if (known || now - tellBy >= 0) {
            finish();
        }
    }

    /** The units that fell, and not as a task that is done. */
    private List<Unit> down() {
        return fallen.keySet().stream()
                .filter(expected::contains)
                .filter(unit -> !unit.hasEndedWell())
                .toList();
    }

    private boolean isExplained(Unit unit) {
        return explained.contains(unit) || !(fall(unit).cause() instanceof Cause.Ended);
    }

    /**
     * The units that came up, or fell, or are wanted down by now, or wait for one that will not
     * come: from the last, what waits for it is looked at in turn.
     */
    private Set<Unit> settled() {
        Set<Unit> settled = new HashSet<>();
        Map<Unit, List<Unit>> waiting = new HashMap<>();
        Deque<Unit> hopeless = new ArrayDeque<>();
        for (Unit unit : expected) {
            if (cameUp.contains(unit) || fallen.containsKey(unit) || isUnwanted(unit)) {
                settled.add(unit);
            } else if (unit.snapshot().state() == State.WAITING) {
                for (Unit before : gate.blockers(unit)) {
                    waiting.computeIfAbsent(before, none -> new ArrayList<>()).add(unit);
                }
            }
        }
        waiting.keySet().stream().filter(this::willNotCome).forEach(hopeless::add);
        while (!hopeless.isEmpty()) {
            for (Unit unit : waiting.getOrDefault(hopeless.pop(), List.of())) {
                if (settled.add(unit)) {
                    hopeless.push(unit);
                }
            }
        }
        return settled;
    }

    private boolean willNotCome(Unit unit) {
        return !unit.isReady()
                && (!expected.contains(unit) || fallen.containsKey(unit) || isUnwanted(unit));
    }

    /** Tells whether somebody has stopped a unit, or removed it, during the start-up. */
    private boolean isUnwanted(Unit unit) {
        return !desired.isUp(unit);
    }

    /**
     * The first fall is told, be it that of a unit which had come up, unless it was asked for. What
     * an earlier supervisor had started is waited for anew.
     */
    private void fell(Unit unit) {
        Fall fall = Objects.requireNonNull(unit.snapshot().lastFall());
        Long earlier = adopted.get(unit);
        if (earlier != null && earlier == fall.generation()) {
            cameUp.remove(unit);
        } else if (!fall.asked()) {
            fallen.putIfAbsent(unit, fall);
        }
    }

    /** The unit ended, and is not started again by itself. */
    private void isDown(Unit unit) {
        fallen.putIfAbsent(unit, Objects.requireNonNull(unit.snapshot().lastFall()));
    }

    private void couldNotStart(Unit unit) {
        boolean stays = tookOver || !listener.isAllOrNothing() || tellBy != Long.MAX_VALUE;
        if (stays || cameUp.contains(unit) || fallen.containsKey(unit)) {
            fell(unit);
        } else {
            failed =
                    Optional.of(
                            new FailedStart(
                                    unit, Objects.requireNonNull(unit.snapshot().lastFall())));
            over = true;
        }
    }

    private void finish() {
        over = true;
        down().forEach(unit -> listener.fell(unit, fall(unit)));
        for (Unit unit : expected) {
            if (unit.snapshot().state() == State.WAITING && !fallen.containsKey(unit)) {
                listener.waits(unit, gate.reasons(unit));
            }
        }
        listener.over();
    }

    private Fall fall(Unit unit) {
        return Objects.requireNonNull(fallen.get(unit));
    }
}
