package io.ottugi.supervisor.control;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.SignalName;
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
        JsonObject request = request("status");
        if (!workers.isEmpty()) {
            request.add("workers", Json.array(workers));
        }
        return request;
    }

    public static JsonObject down(boolean keepWorkers) {
        JsonObject request = request("down");
        request.addProperty("keep_workers", keepWorkers);
        return request;
    }

    /**
     * @param verb {@code start}, {@code stop} or {@code restart}
     * @param rolling one instance after the other
     */
    public static JsonObject operation(
            String verb, List<String> workers, boolean rolling, Waiting waiting) {
        JsonObject request = request(verb);
        request.add("workers", Json.array(workers));
        request.addProperty("rolling", rolling);
        return with(request, waiting);
    }

    public static JsonObject signal(SignalName signal, List<String> workers) {
        JsonObject request = request("signal");
        request.addProperty("signal", signal.name());
        request.add("workers", Json.array(workers));
        return request;
    }

    /**
     * Takes evidence of workers that go on.
     *
     * @param recording how long a JVM is to be recorded
     */
    public static JsonObject dump(
            List<String> workers, boolean histogram, Optional<Duration> recording) {
        JsonObject request = request("dump");
        request.add("workers", Json.array(workers));
        request.addProperty("histogram", histogram);
        request.add("flight_recording_ms", JsonNull.INSTANCE);
        recording.ifPresent(r -> request.addProperty("flight_recording_ms", r.toMillis()));
        return request;
    }

    /**
     * @param plan as a hand-over writes it
     * @param dryRun tells what would change, and changes nothing
     */
    public static JsonObject reload(JsonObject plan, boolean dryRun, Waiting waiting) {
        JsonObject request = request("reload");
        request.add("plan", plan);
        request.addProperty("dry_run", dryRun);
        return with(request, waiting);
    }

    public static JsonObject scale(String worker, int instances, Waiting waiting) {
        JsonObject request = request("scale");
        request.addProperty("worker", worker);
        request.addProperty("instances", instances);
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

    private static JsonObject request(String what) {
        JsonObject request = new JsonObject();
        request.addProperty("version", VERSION);
        request.addProperty("request", what);
        return request;
    }

    private static JsonObject with(JsonObject request, Waiting waiting) {
        request.addProperty("wait", waiting.forResult());
        request.add("timeout_ms", JsonNull.INSTANCE);
        waiting.timeout().ifPresent(t -> request.addProperty("timeout_ms", t.toMillis()));
        return request;
    }
}
