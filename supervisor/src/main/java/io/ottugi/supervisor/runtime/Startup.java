package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.Durations;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.disk.LastLine;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import java.nio.file.Path;
import java.time.Duration;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first moments: tells the operator when all workers that can come up have, and which have not.
 * One that falls before it has run for {@code start.settle} has not, whatever comes of its next
 * start. Where the operator wants all or nothing, a worker that cannot be started ends a supervisor
 * that found nothing running; everywhere else, and later, such a failure is an ordinary fall.
 */
final class Startup {
    /** The longest wait for what a fall is found to be. */
    private static final long EXPLANATION_NANOS = 2_000_000_000;

    private final StartupReport report;
    private final StartGate gate;
    private final Clock clock;
    private final Set<WorkerUnit> expected = new LinkedHashSet<>();
    private final Set<WorkerUnit> stood = new HashSet<>();
    private final Map<WorkerUnit, Fall> fallen = new LinkedHashMap<>();
    private final Map<WorkerUnit, Explained> explained = new HashMap<>();
    private final Map<WorkerUnit, Long> adopted = new HashMap<>();
    private boolean tookOver;
    private @Nullable Failure failure;
    private boolean over;
    private long tellBy = Long.MAX_VALUE;

    Startup(StartupReport report, StartGate gate, Clock clock) {
        this.report = report;
        this.gate = gate;
        this.clock = clock;
    }

    /** These are to come up; what happened to them before counts. */
    void expect(Collection<WorkerUnit> units, OrderedStops stops) {
        units.stream()
                .filter(unit -> unit.snapshot().desired() == Desired.UP && !stops.isPending(unit))
                .forEach(expected::add);
    }

    /** Something of an earlier supervisor runs, which this one must not leave alone. */
    void tookOver() {
        tookOver = true;
    }

    void happened(WorkerUnit unit, Happening what) {
        if (over) {
            return;
        }
        switch (what) {
            case RUNNING -> stood.add(unit);
            case ADOPTED -> {
                stood.add(unit);
                adopted.put(unit, unit.snapshot().generation());
            }
            case HELD, FELL -> fell(unit);
            case COULD_NOT_START -> couldNotStart(unit);
            case EXITED, GAVE_UP -> isDown(unit);
            case WAITING, STARTING, BACKOFF, STOPPING, LEFTOVERS, EXAMINING, KILLING, STOPPED -> {}
        }
    }

    /** It is known what a fall was. */
    void explained(Explained found) {
        if (over) {
            return;
        }
        fallen.forEach(
                (unit, fall) -> {
                    boolean same =
                            unit.name().equals(found.worker())
                                    && fall.generation() == found.generation();
                    if (same) {
                        explained.put(unit, found);
                    }
                });
    }

    /** Why the supervisor must not stay, if so. */
    @Nullable Failure failure() {
        return failure;
    }

    long wakeAt() {
        return over ? Long.MAX_VALUE : tellBy;
    }

    /** Says so as soon as all that can come up have, and it is known why others have not. */
    void look() {
        if (over || !settled().containsAll(expected)) {
            return;
        }
        if (tellBy == Long.MAX_VALUE) {
            report.up();
            tellBy = clock.nanos() + EXPLANATION_NANOS;
        }
        boolean known = down().stream().allMatch(this::isExplained);
        if (known || clock.nanos() - tellBy >= 0) {
            finish();
        }
    }

    /** Those that fell, and not as a task that is done. */
    private List<WorkerUnit> down() {
        return fallen.keySet().stream()
                .filter(expected::contains)
                .filter(unit -> !Roster.endedWell(unit))
                .toList();
    }

    private boolean isExplained(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(fallen.get(unit));
        return explained.containsKey(unit) || !(fall.cause() instanceof Cause.Ended);
    }

    /**
     * Those that stand, or fell, or are wanted down by now, or wait for one that will not come:
     * from the last, what waits for them is looked at in turn.
     */
    private Set<WorkerUnit> settled() {
        Set<WorkerUnit> settled = new HashSet<>();
        Map<WorkerUnit, List<WorkerUnit>> waiting = new HashMap<>();
        Deque<WorkerUnit> hopeless = new ArrayDeque<>();
        for (WorkerUnit unit : expected) {
            if (stood.contains(unit) || fallen.containsKey(unit) || isUnwanted(unit)) {
                settled.add(unit);
            } else if (unit.snapshot().state() == State.WAITING) {
                for (WorkerUnit before : gate.blockers(unit)) {
                    waiting.computeIfAbsent(before, none -> new ArrayList<>()).add(unit);
                }
            }
        }
        waiting.keySet().stream().filter(this::willNotCome).forEach(hopeless::add);
        while (!hopeless.isEmpty()) {
            for (WorkerUnit unit : waiting.getOrDefault(hopeless.pop(), List.of())) {
                if (settled.add(unit)) {
                    hopeless.push(unit);
                }
            }
        }
        return settled;
    }

    private boolean willNotCome(WorkerUnit unit) {
        return !Roster.isReady(unit)
                && (!expected.contains(unit) || fallen.containsKey(unit) || isUnwanted(unit));
    }

    /** Whether somebody has stopped it, or taken it out of the plan, during the start-up. */
    private boolean isUnwanted(WorkerUnit unit) {
        return gate.wanted(unit) == Desired.DOWN;
    }

    /**
     * The first fall is told, be it that of one which had stood, unless it was asked for. What an
     * earlier supervisor had started is waited for anew.
     */
    private void fell(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(unit.snapshot().lastFall());
        Long earlier = adopted.get(unit);
        if (earlier != null && earlier == fall.generation()) {
            stood.remove(unit);
        } else if (!fall.asked()) {
            fallen.putIfAbsent(unit, fall);
        }
    }

    /** It ended, and is not started again by itself. */
    private void isDown(WorkerUnit unit) {
        fallen.putIfAbsent(unit, Objects.requireNonNull(unit.snapshot().lastFall()));
    }

    private void couldNotStart(WorkerUnit unit) {
        boolean stays = tookOver || !report.isAllOrNothing() || tellBy != Long.MAX_VALUE;
        if (stays || stood.contains(unit) || fallen.containsKey(unit)) {
            fell(unit);
        } else {
            failure = failure(unit);
            over = true;
        }
    }

    private void finish() {
        over = true;
        down().forEach(unit -> report.fell(describe(unit)));
        for (WorkerUnit unit : expected) {
            if (unit.snapshot().state() == State.WAITING && !fallen.containsKey(unit)) {
                report.fell(unit.name() + " waits for " + String.join(", ", gate.reasons(unit)));
            }
        }
        report.over();
    }

    private String describe(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(fallen.get(unit));
        if (fall.cause() instanceof Cause.CouldNotStart why) {
            return unit.name() + " could not be started and is tried again: " + why.detail();
        }
        if (fall.cause() instanceof Cause.Unproved why) {
            return unit.name() + " is held back: " + why.detail();
        }
        Duration settle = unit.spec().lifecycle().settle();
        boolean early = fall.ran() < settle.toNanos();
        return unit.name()
                + (early ? " fell right after its start: " : " fell: ")
                + Causes.describe(fall.cause())
                + " after "
                + Durations.format(Duration.ofNanos(fall.ran()))
                + (early ? ", and counts as started after " + Durations.format(settle) : "")
                + (early ? " (start.settle); " : "; ")
                + next(unit)
                + said(unit);
    }

    private static String next(WorkerUnit unit) {
        return switch (unit.snapshot().state()) {
            case RUNNING -> "it was started again and runs";
            case WAITING, STARTING, BACKOFF -> "it is started again";
            case STOPPING -> "what it left behind is being ended";
            case FAILED -> "it is given up";
            case EXITED -> "its restart.policy says not again";
            case STOPPED -> "it is stopped";
        };
    }

    /** What it was found to be, and what it wrote, a line each. */
    private String said(WorkerUnit unit) {
        Explained found = explained.get(unit);
        if (found != null) {
            return "\n  " + String.join("\n  ", found.lines());
        }
        Output output = unit.spec().execution().output();
        Path log = output.errorFile() == null ? output.file() : output.errorFile();
        String line = log == null ? "" : LastLine.of(log);
        return line.isEmpty() ? "" : "\n  its last line: " + line;
    }

    private static Failure failure(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(unit.snapshot().lastFall());
        Cause.CouldNotStart why = (Cause.CouldNotStart) fall.cause();
        return new Failure(
                exitCode(why.stage()), "cannot start " + unit.name() + ": " + why.detail());
    }

    private static ExitCode exitCode(Cause.Stage stage) {
        return switch (stage) {
            case SETTINGS -> ExitCode.CONFIG;
            case COMMAND, EXEC -> ExitCode.CANNOT_RUN;
            case LOG -> ExitCode.CANNOT_CREATE;
            case FORK, FOLLOW -> ExitCode.OS;
        };
    }
}
