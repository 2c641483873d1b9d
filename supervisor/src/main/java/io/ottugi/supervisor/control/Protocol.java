package io.ottugi.supervisor.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The frames of {@code docs/control.md}: requests as clients write them, and the replies that are
 * the same for every request. No I/O.
 */
public final class Protocol {
    public static final int VERSION = 1;

    private Protocol() {}

    /**
     * How long the replies wait for the state to be real.
     *
     * @param forResult or only until it is asked
     * @param timeout after which the rest is told as {@code timeout}; empty for as long as it takes
     */
    public record Waiting(boolean forResult, Optional<Duration> timeout) {}

    /** Asks how these workers are; all of them if there are none. */
    public static JsonObject status(List<String> workers) {
        JsonObject request = request(ControlCommand.STATUS);
        if (!workers.isEmpty()) {
            request.add(ControlArgument.WORKERS.label(), Json.array(workers));
        }
        return request;
    }

    public static JsonObject down(boolean keepWorkers) {
        JsonObject request = request(ControlCommand.DOWN);
        request.addProperty(ControlArgument.KEEP_WORKERS.label(), keepWorkers);
        return request;
    }

    /**
     * @param command {@code start}, {@code stop} or {@code restart}
     * @param rolling one instance after the other
     */
    public static JsonObject operation(
            ControlCommand command, List<String> workers, boolean rolling, Waiting waiting) {
        JsonObject request = request(command);
        request.add(ControlArgument.WORKERS.label(), Json.array(workers));
        request.addProperty(ControlArgument.ROLLING.label(), rolling);
        return with(request, waiting);
    }

    public static JsonObject signal(SignalName signal, List<String> workers) {
        JsonObject request = request(ControlCommand.SIGNAL);
        request.addProperty(ControlArgument.SIGNAL.label(), signal.name());
        request.add(ControlArgument.WORKERS.label(), Json.array(workers));
        return request;
    }

    /**
     * Takes evidence of workers that go on.
     *
     * @param recording how long a JVM is to be recorded
     */
    public static JsonObject dump(
            List<String> workers, boolean histogram, Optional<Duration> recording) {
        JsonObject request = request(ControlCommand.DUMP);
        request.add(ControlArgument.WORKERS.label(), Json.array(workers));
        request.addProperty(ControlArgument.HISTOGRAM.label(), histogram);
        request.add(ControlArgument.FLIGHT_RECORDING_MS.label(), JsonNull.INSTANCE);
        recording.ifPresent(
                r ->
                        request.addProperty(
                                ControlArgument.FLIGHT_RECORDING_MS.label(), r.toMillis()));
        return request;
    }

    /**
     * @param plan as a hand-over writes it
     * @param dryRun tells what would change, and changes nothing
     */
    public static JsonObject reload(JsonObject plan, boolean dryRun, Waiting waiting) {
        JsonObject request = request(ControlCommand.RELOAD);
        request.add(ControlArgument.PLAN.label(), plan);
        request.addProperty(ControlArgument.DRY_RUN.label(), dryRun);
        return with(request, waiting);
    }

    public static JsonObject scale(String worker, int instances, Waiting waiting) {
        JsonObject request = request(ControlCommand.SCALE);
        request.addProperty(ControlArgument.WORKER.label(), worker);
        request.addProperty(ControlArgument.INSTANCES.label(), instances);
        return with(request, waiting);
    }

    /** What is said instead of doing it. */
    public static JsonObject refusal(ExitCode code, String sentence) {
        JsonObject refusal = new JsonObject();
        refusal.addProperty("error", sentence);
        refusal.addProperty("code", code.code());
        return refusal;
    }

    /** The last of several replies. */
    public static JsonObject done(boolean ok) {
        JsonObject done = new JsonObject();
        done.addProperty("done", true);
        done.addProperty("ok", ok);
        return done;
    }

    /**
     * The last reply to {@code down}.
     *
     * @param left worker and processes that were left alone, since nothing proves that they are its
     */
    public static JsonObject gone(List<String> left) {
        JsonObject done = done(true);
        if (!left.isEmpty()) {
            JsonArray array = new JsonArray();
            left.forEach(array::add);
            done.add("left_in_doubt", array);
        }
        return done;
    }

    /** Adds to a last reply that a next supervisor would not know what was asked for. */
    public static void notKept(JsonObject done, String sentence) {
        done.addProperty("ok", false);
        done.addProperty("not_kept", sentence);
    }

    /** Whether none follows, where several may come. */
    static boolean isLast(JsonObject reply) {
        return reply.has("done") || reply.has("error");
    }

    /**
     * Hands a reply through that is no refusal.
     *
     * @throws Failure with the refusal's sentence and code
     */
    static JsonObject accepted(JsonObject reply) throws BadJson {
        String error = Json.stringOrNull(reply, "error");
        if (error == null) {
            return reply;
        }
        ExitCode code =
                reply.has("code")
                        ? ExitCode.of((int) Json.number(reply, "code"))
                        : ExitCode.SOFTWARE;
        throw new Failure(code, error);
    }

    private static JsonObject request(ControlCommand command) {
        JsonObject request = new JsonObject();
        request.addProperty("version", VERSION);
        request.addProperty("request", command.label());
        return request;
    }

    private static JsonObject with(JsonObject request, Waiting waiting) {
        request.addProperty(ControlArgument.WAIT.label(), waiting.forResult());
        request.add(ControlArgument.TIMEOUT_MS.label(), JsonNull.INSTANCE);
        waiting.timeout()
                .ifPresent(
                        t -> request.addProperty(ControlArgument.TIMEOUT_MS.label(), t.toMillis()));
        return request;
    }
}
