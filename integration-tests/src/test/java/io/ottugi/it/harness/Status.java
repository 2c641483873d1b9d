package io.ottugi.it.harness;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ottugi status --json} prints, field by field. */
public record Status(int version, Supervisor supervisor, List<Worker> workers) {
    private static final Gson GSON = new Gson();

    /** The supervisor; all but its name and state are there only when it runs. */
    public record Supervisor(
            String name,
            String state,
            long pid,
            long session,
            @Nullable String terminal,
            @Nullable String directory,
            @Nullable String mode,
            @Nullable String since,
            int hangups,
            @Nullable String log,
            @Nullable String program) {}

    /** A worker; pid and session are null while none runs. */
    public record Worker(
            String name,
            String state,
            @Nullable String wanted,
            @Nullable Long pid,
            @Nullable Long session,
            long generation,
            boolean adopted,
            @Nullable String since,
            int restarts,
            @SerializedName("last_fall") @Nullable Fall lastFall,
            @SerializedName("next_attempt") @Nullable String nextAttempt,
            @SerializedName("waiting_for") @Nullable List<String> waitingFor,
            @SerializedName("given_up") @Nullable String givenUp,
            @SerializedName("by_hand") boolean byHand,
            @Nullable String log,
            @Nullable List<String> command) {}

    /** The last fall; the wait status is null where nobody can know it. */
    public record Fall(
            String cause,
            @Nullable String by,
            String at,
            long generation,
            @SerializedName("wait_status") @Nullable Integer waitStatus,
            @SerializedName("ran_for") @Nullable String ranFor) {}

    /** Reads a status; one with a member that is not documented fails the test. */
    public static Status parse(String json) {
        JsonObject status = GSON.fromJson(json, JsonObject.class);
        DocumentedStatus.check(status);
        return GSON.fromJson(status, Status.class);
    }

    /** The one worker; there must be exactly one. */
    public Worker worker() {
        if (workers.size() != 1) {
            throw new AssertionError("not one worker: " + this);
        }
        return workers.get(0);
    }

    /** One of several workers. */
    public Worker worker(String name) {
        return workers.stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no worker " + name + ": " + this));
    }

    /** The state of one of several workers; empty if there is no such worker. */
    public String state(String name) {
        return workers.stream()
                .filter(worker -> worker.name().equals(name))
                .map(Worker::state)
                .findFirst()
                .orElse("");
    }

    public long workerPid() {
        Long pid = worker().pid();
        if (pid == null) {
            throw new AssertionError("no worker runs: " + this);
        }
        return pid;
    }

    public Fall lastFall() {
        Fall fall = worker().lastFall();
        if (fall == null) {
            throw new AssertionError("no fall yet: " + this);
        }
        return fall;
    }

    public boolean in(String state) {
        return workers.size() == 1 && worker().state().equals(state);
    }
}
