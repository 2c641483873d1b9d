package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Durations;
import io.ottugi.supervisor.lifecycle.Due;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.time.Duration;
import java.util.List;

/**
 * What became of one unit that somebody asked something of.
 *
 * @param ok whether it is where it was wanted
 * @param word for programs; the list is in {@code docs/control.md}
 * @param detail for people, may be empty
 */
record Result(boolean ok, String word, String detail) {
    static Result ranAlready() {
        return new Result(true, "running", "it ran already");
    }

    /** It counts as started, and for how long it had to run for that. */
    static Result running(WorkerUnit unit) {
        Duration settle = unit.spec().lifecycle().settle();
        return new Result(
                true, "running", settle.isZero() ? "" : "for " + Durations.format(settle));
    }

    /** As it was wanted; told is what it may have left behind. */
    static Result stopped(WorkerUnit unit) {
        return new Result(true, "stopped", unit.strays());
    }

    static Result stoppedMeanwhile() {
        return new Result(false, "stopped", "somebody stopped it meanwhile");
    }

    static Result startedMeanwhile(WorkerUnit unit) {
        return new Result(
                false,
                "started",
                "somebody started it meanwhile; it is " + unit.snapshot().state());
    }

    static Result exited(Fall fall) {
        return new Result(true, "exited", Causes.describe(fall.cause()));
    }

    /**
     * @param now monotonic nanoseconds
     */
    static Result fell(WorkerUnit unit, Fall fall, long now) {
        Snapshot snapshot = unit.snapshot();
        Due due = snapshot.due();
        boolean waits = snapshot.state() == State.BACKOFF || snapshot.state() == State.FAILED;
        String next =
                waits && due != null
                        ? "next start in " + Durations.format(Duration.ofNanos(due.at() - now))
                        : "it is " + snapshot.state() + " now";
        return new Result(
                false,
                snapshot.givenUp() == null ? "fell" : "failed",
                Causes.describe(fall.cause()) + "; " + next);
    }

    static Result waiting(List<String> reasons) {
        return new Result(
                false,
                "waiting",
                "it starts as soon as it can; it waits for " + String.join(", ", reasons));
    }

    static Result late(WorkerUnit unit) {
        String why = unit.refusals().sentence().map(sentence -> "; " + sentence).orElse("");
        return new Result(false, "timeout", "it is still " + unit.snapshot().state() + why);
    }

    static Result leftAlone() {
        return new Result(false, "untouched", "the one before it did not come up");
    }

    static Result asked() {
        return new Result(true, "asked", "");
    }

    static Result signalled() {
        return new Result(true, "signalled", "");
    }

    /** Signals to it are not permitted. */
    static Result refused(String why) {
        return new Result(false, "refused", why);
    }

    static Result notRunning(WorkerUnit unit) {
        return new Result(false, "not running", "it is " + unit.snapshot().state());
    }

    JsonObject toJson(WorkerUnit unit) {
        JsonObject json = new JsonObject();
        json.addProperty("worker", unit.name());
        json.addProperty("ok", ok);
        json.addProperty("result", word);
        if (unit.snapshot().pid() != 0) {
            json.addProperty("pid", unit.snapshot().pid());
        }
        if (!detail.isEmpty()) {
            json.addProperty("detail", detail);
        }
        return json;
    }
}
