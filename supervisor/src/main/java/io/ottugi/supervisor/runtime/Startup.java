package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Desired;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.logs.LastLine;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first moments: tells the operator when all workers that can come up have. Where the operator
 * wants all or nothing, a worker that cannot be started ends a supervisor that found nothing
 * running; everywhere else, and later, such a failure is an ordinary fall.
 */
final class Startup {
    private final StartupReport report;
    private final StartGate gate;
    private final Clock clock;
    private final Set<WorkerUnit> expected = new LinkedHashSet<>();
    private final Set<WorkerUnit> stood = new HashSet<>();
    private final Set<WorkerUnit> fallen = new LinkedHashSet<>();
    private final Set<WorkerUnit> notStarted = new LinkedHashSet<>();
    private boolean tookOver;
    private @Nullable Failure failure;
    private boolean over;
    private long settledAt = Long.MAX_VALUE;

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
            case RUNNING, ADOPTED -> stood.add(unit);
            case HELD, FELL -> fallen.add(unit);
            case COULD_NOT_START -> couldNotStart(unit);
            case WAITING,
                    STARTING,
                    BACKOFF,
                    EXITED,
                    GAVE_UP,
                    STOPPING,
                    LEFTOVERS,
                    EXAMINING,
                    KILLING,
                    STOPPED -> {}
        }
    }

    /** Why the supervisor must not stay, if so. */
    @Nullable Failure failure() {
        return failure;
    }

    long wakeAt() {
        return over ? Long.MAX_VALUE : settledAt;
    }

    /** Says so as soon as all that can come up have. */
    void look() {
        if (over) {
            return;
        }
        boolean all = settled().containsAll(expected);
        if (all && settledAt == Long.MAX_VALUE) {
            report.up();
            settledAt = clock.nanos() + Goal.SETTLE_NANOS;
        }
        boolean anyFell = all && expected.stream().anyMatch(this::isDown);
        boolean time = settledAt != Long.MAX_VALUE && clock.nanos() - settledAt >= 0;
        if (anyFell || time) {
            finish();
        }
    }

    /** It fell, and that was not the good end of a task. */
    private boolean isDown(WorkerUnit unit) {
        return fallen.contains(unit) && !Roster.endedWell(unit);
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
            if (stood.contains(unit) || fallen.contains(unit) || isUnwanted(unit)) {
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
                && (!expected.contains(unit) || fallen.contains(unit) || isUnwanted(unit));
    }

    /** Whether somebody has stopped it, or taken it out of the plan, during the start-up. */
    private boolean isUnwanted(WorkerUnit unit) {
        return gate.wanted(unit) == Desired.DOWN;
    }

    private void couldNotStart(WorkerUnit unit) {
        if (tookOver || !report.isAllOrNothing()) {
            notStarted.add(unit);
        }
        if (notStarted.contains(unit) || settledAt != Long.MAX_VALUE || stood.contains(unit)) {
            fallen.add(unit);
        } else {
            failure = failure(unit);
            over = true;
        }
    }

    private void finish() {
        over = true;
        fallen.stream().filter(this::isDown).filter(expected::contains).forEach(this::tell);
        for (WorkerUnit unit : expected) {
            if (unit.snapshot().state() == State.WAITING) {
                report.fell(unit.name() + " waits for " + String.join(", ", gate.reasons(unit)));
            }
        }
        report.over();
    }

    private void tell(WorkerUnit unit) {
        Fall fall = unit.snapshot().lastFall();
        if (notStarted.contains(unit)
                && fall != null
                && fall.cause() instanceof Cause.CouldNotStart why) {
            report.couldNotStart(
                    unit.name() + " could not be started and is tried again: " + why.detail());
        } else {
            report.fell(describe(unit));
        }
    }

    private static String describe(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(unit.snapshot().lastFall());
        String cause =
                unit.name() + " fell right after its start: " + Causes.describe(fall.cause());
        Output output = unit.spec().execution().output();
        Path log = output.errorFile() == null ? output.file() : output.errorFile();
        String line = log == null ? "" : LastLine.of(log);
        return line.isEmpty() ? cause : cause + "; its last line: " + line;
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
            case FORK -> ExitCode.OS;
        };
    }
}
