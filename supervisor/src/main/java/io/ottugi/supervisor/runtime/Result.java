package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.control.ResultWord;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.fleet.Outcome;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What became of one unit that somebody asked something of.
 *
 * @param ok whether it is where it was wanted
 * @param word for programs
 * @param detail for people, may be empty
 */
record Result(boolean ok, ResultWord word, String detail) {
    /**
     * Puts an outcome into words, with the state of the unit at this moment.
     *
     * @param now monotonic nanoseconds
     */
    static Result of(Unit unit, Outcome outcome, long now) {
        return switch (outcome.kind()) {
            case ALREADY_RUNNING -> new Result(true, ResultWord.RUNNING, "it ran already");
            case RUNNING -> running(unit);
            case STOPPED -> new Result(true, ResultWord.STOPPED, unit.strays());
            case STOPPED_MEANWHILE ->
                    new Result(false, ResultWord.STOPPED, "somebody stopped it meanwhile");
            case STARTED_MEANWHILE -> startedMeanwhile(unit);
            case EXITED -> new Result(true, ResultWord.EXITED, cause(outcome));
            case FELL -> fell(unit, cause(outcome), now);
            case WAITING -> waiting(outcome.reasons());
            case REFUSED -> refused(unit.refusedSignals().orElse(""));
            case TIMEOUT -> timeout(unit);
            case UNTOUCHED ->
                    new Result(false, ResultWord.UNTOUCHED, "the one before it did not come up");
            case ASKED -> new Result(true, ResultWord.ASKED, "");
        };
    }

    private static String cause(Outcome outcome) {
        return EndCause.of(Objects.requireNonNull(outcome.fall()).cause()).text();
    }

    /** It counts as started, and for how long it had to run for that. */
    private static Result running(Unit unit) {
        Duration settle = unit.spec().lifecycle().settle();
        return new Result(
                true, ResultWord.RUNNING, settle.isZero() ? "" : "for " + Durations.format(settle));
    }

    private static Result startedMeanwhile(Unit unit) {
        return new Result(
                false,
                ResultWord.STARTED,
                "somebody started it meanwhile; it is " + unit.snapshot().state());
    }

    private static Result fell(Unit unit, String cause, long now) {
        Snapshot snapshot = unit.snapshot();
        Due due = snapshot.due();
        boolean waits = snapshot.state() == State.BACKOFF || snapshot.state() == State.FAILED;
        String next =
                waits && due != null
                        ? "next start in " + Durations.format(Duration.ofNanos(due.at() - now))
                        : "it is " + snapshot.state() + " now";
        return new Result(
                false,
                snapshot.givenUp() == null ? ResultWord.FELL : ResultWord.FAILED,
                cause + "; " + next);
    }

    private static Result waiting(List<String> reasons) {
        return new Result(
                false,
                ResultWord.WAITING,
                "it starts as soon as it can; it waits for " + String.join(", ", reasons));
    }

    private static Result timeout(Unit unit) {
        String why = unit.refusedSignals().map(sentence -> "; " + sentence).orElse("");
        return new Result(
                false, ResultWord.TIMEOUT, "it is still " + unit.snapshot().state() + why);
    }

    static Result signalled() {
        return new Result(true, ResultWord.SIGNALLED, "");
    }

    /** Signals to it are not permitted. */
    static Result refused(String why) {
        return new Result(false, ResultWord.REFUSED, why);
    }

    static Result notRunning(Unit unit) {
        return new Result(false, ResultWord.NOT_RUNNING, "it is " + unit.snapshot().state());
    }

    JsonObject toJson(Unit unit) {
        JsonObject json = new JsonObject();
        json.addProperty("worker", unit.name());
        json.addProperty("ok", ok);
        json.addProperty("result", word.label());
        if (unit.snapshot().pid() != 0) {
            json.addProperty("pid", unit.snapshot().pid());
        }
        if (!detail.isEmpty()) {
            json.addProperty("detail", detail);
        }
        return json;
    }
}
