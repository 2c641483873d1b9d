package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.logs.LastLine;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first moments: whether the operator can be told that it is up. A worker that cannot be
 * started at all ends the supervisor; later such a failure is an ordinary fall.
 */
final class Startup implements WorkerUnit.Observer {
    /** How long the operator waits to hear of a fall right after the start. */
    private static final long SETTLE_NANOS = 200_000_000;

    private final StartupReport report;
    private final Clock clock;
    private @Nullable Failure failure;
    private boolean up;
    private boolean over;
    private long settledAt = Long.MAX_VALUE;

    Startup(StartupReport report, Clock clock) {
        this.report = report;
        this.clock = clock;
    }

    @Override
    public void happened(WorkerUnit unit, Happening what) {
        if (over) {
            return;
        }
        switch (what) {
            case RUNNING, ADOPTED -> standing();
            case HELD, FELL -> {
                standing();
                report.fell(describe(unit));
                finish();
            }
            case COULD_NOT_START -> couldNotStart(unit);
            case STARTING, BACKOFF, EXITED, STOPPING, LEFTOVERS, KILLING, STOPPED -> {}
        }
    }

    /** Why the supervisor must not stay, if so. */
    @Nullable Failure failure() {
        return failure;
    }

    long wakeAt() {
        return over ? Long.MAX_VALUE : settledAt;
    }

    void wake() {
        if (!over && settledAt != Long.MAX_VALUE && clock.nanos() - settledAt >= 0) {
            finish();
        }
    }

    private void standing() {
        if (!up) {
            up = true;
            report.up();
            settledAt = clock.nanos() + SETTLE_NANOS;
        }
    }

    private void couldNotStart(WorkerUnit unit) {
        if (up) {
            report.fell(describe(unit));
            finish();
        } else {
            failure = failure(unit);
            over = true;
        }
    }

    private void finish() {
        over = true;
        report.over();
    }

    private static String describe(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(unit.snapshot().lastFall());
        String cause =
                unit.name() + " fell right after its start: " + Causes.describe(fall.cause());
        Path log = unit.spec().logFile();
        String line = log == null ? "" : LastLine.of(log);
        return line.isEmpty() ? cause : cause + "; its last line: " + line;
    }

    private static Failure failure(WorkerUnit unit) {
        Fall fall = Objects.requireNonNull(unit.snapshot().lastFall());
        Cause.CouldNotStart why = (Cause.CouldNotStart) fall.cause();
        return new Failure(exitCode(why.stage()), "cannot start: " + why.detail());
    }

    private static ExitCode exitCode(Cause.Stage stage) {
        return switch (stage) {
            case COMMAND, EXEC -> ExitCode.CANNOT_RUN;
            case LOG -> ExitCode.CANNOT_CREATE;
            case FORK -> ExitCode.OS;
        };
    }
}
