package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.disk.LastLine;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.fleet.FailedStart;
import io.ottugi.supervisor.fleet.StartupListener;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts into words for the operator how the first start of all units went. */
final class StartupNews implements StartupListener {
    private final StartupReport report;
    private final Map<String, Explained> explained = new HashMap<>();

    StartupNews(StartupReport report) {
        this.report = report;
    }

    /** Keeps what a fall was found to be, until it is told. */
    void explained(Explained found) {
        explained.put(found.worker(), found);
    }

    @Override
    public boolean isAllOrNothing() {
        return report.isAllOrNothing();
    }

    @Override
    public void up() {
        report.up();
    }

    @Override
    public void fell(Unit unit, Fall fall) {
        report.fell(describe(unit, fall));
    }

    @Override
    public void waits(Unit unit, List<String> reasons) {
        report.fell(unit.name() + " waits for " + String.join(", ", reasons));
    }

    @Override
    public void over() {
        explained.clear();
        report.over();
    }

    /** The error for a unit that could not be started, for which the supervisor ends. */
    static Failure failure(FailedStart failed) {
        Cause.CouldNotStart why = (Cause.CouldNotStart) failed.fall().cause();
        return new Failure(
                exitCode(why.stage()),
                "cannot start " + failed.unit().name() + ": " + why.detail());
    }

    private static ExitCode exitCode(Cause.Stage stage) {
        return switch (stage) {
            case SETTINGS -> ExitCode.CONFIG;
            case COMMAND, EXEC -> ExitCode.CANNOT_RUN;
            case LOG -> ExitCode.CANNOT_CREATE;
            case FORK, FOLLOW -> ExitCode.OS;
        };
    }

    private String describe(Unit unit, Fall fall) {
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
                + EndCause.of(fall.cause()).text()
                + " after "
                + Durations.format(Duration.ofNanos(fall.ran()))
                + (early ? ", and counts as started after " + Durations.format(settle) : "")
                + (early ? " (start.settle); " : "; ")
                + next(unit)
                + said(unit);
    }

    private static String next(Unit unit) {
        return switch (unit.snapshot().state()) {
            case RUNNING -> "it was started again and runs";
            case WAITING, STARTING, BACKOFF -> "it is started again";
            case STOPPING -> "what it left behind is being ended";
            case FAILED -> "it is given up";
            case EXITED -> "its restart.policy says not again";
            case STOPPED -> "it is stopped";
        };
    }

    /** The finding of its fall, and what it wrote, a line each. */
    private String said(Unit unit) {
        Explained found = explained.get(unit.name());
        if (found != null) {
            return "\n  " + String.join("\n  ", found.lines());
        }
        Output output = unit.spec().execution().output();
        Path log = output.errorFile() == null ? output.file() : output.errorFile();
        String line = log == null ? "" : LastLine.of(log);
        return line.isEmpty() ? "" : "\n  its last line: " + line;
    }
}
