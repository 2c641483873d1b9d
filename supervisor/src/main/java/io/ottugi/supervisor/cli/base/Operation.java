package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.control.ControlClient;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.ResultWord;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Duration;
import java.util.function.Function;

/** Asks a supervisor for something and tells what comes of it, a line for each worker. */
public final class Operation {
    private static final Duration LONG = Duration.ofSeconds(12);
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    private final Places.Instance instance;
    private final Context context;
    private final Duration patience;
    private final Function<JsonObject, String> view;
    private boolean late;
    private boolean failed;

    public Operation(Places.Instance instance, Context context, Protocol.Waiting waiting) {
        this(instance, context, waiting, OperationView::line);
    }

    /**
     * @param view a reply as the lines to print
     */
    public Operation(
            Places.Instance instance,
            Context context,
            Protocol.Waiting waiting,
            Function<JsonObject, String> view) {
        this.instance = instance;
        this.context = context;
        this.view = view;
        this.patience =
                waiting.timeout()
                        .map(timeout -> timeout.plus(ControlClient.PROMPT))
                        .orElse(waiting.forResult() ? AS_LONG_AS_IT_TAKES : ControlClient.PROMPT);
    }

    /** Does it to the end. */
    public ExitCode run(JsonObject request) {
        return exitCode(last(request));
    }

    /** The last reply, after every other has been told. */
    public JsonObject last(JsonObject request) {
        Conversation conversation = Conversation.of(instance, request, patience, this::tell);
        JsonObject last =
                StillWaiting.during(
                                conversation::ask,
                                LONG,
                                context,
                                "supervisor '" + instance.name() + "'")
                        .orElseThrow(() -> notUp(instance));
        FullDisks.ofState(instance).ifPresent(context::warn);
        return last;
    }

    private void tell(JsonObject part) {
        late |= ResultWord.TIMEOUT.label().equals(Json.stringOrNull(part, "result"));
        failed |= "false".equals(Json.stringOrNull(part, "ok"));
        context.out().print(view.apply(part));
        context.out().flush();
    }

    public ExitCode exitCode(JsonObject last) {
        try {
            String notKept = Json.stringOrNull(last, "not_kept");
            if (notKept != null) {
                context.err().println("ottugi: " + notKept);
            }
            if (Json.flag(last, "ok")) {
                return ExitCode.OK;
            }
            boolean done = notKept != null && !failed;
            return done ? ExitCode.IO : late ? ExitCode.TEMPORARY : ExitCode.DOWN;
        } catch (BadJson e) {
            return ExitCode.SOFTWARE;
        }
    }

    public static Failure notUp(Places.Instance instance) {
        return new Failure(
                ExitCode.NO_SUPERVISOR,
                "no supervisor is up under '"
                        + instance.name()
                        + "'; 'ottugi up' starts one"
                        + Supervisors.ofOthers(instance.name()));
    }
}
