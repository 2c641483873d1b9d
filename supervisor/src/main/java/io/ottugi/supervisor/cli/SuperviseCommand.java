package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.assembly.Assembly;
import io.ottugi.supervisor.assembly.Detached;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.ExitStatus;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The other half of {@code up}: the supervisor's own JVM. Not for people, so in no list. */
final class SuperviseCommand {
    /**
     * @param allOrNothing whether a first start that cannot start each worker leaves nothing behind
     */
    ExitStatus run(Context context, boolean allOrNothing) throws InterruptedException {
        Plan plan = read();
        Places.Instance places = context.places().of(plan.name());
        Detached detached = new Detached(places, allOrNothing);
        try {
            int code = new Assembly(plan, places, context.environment()).run(detached);
            return () -> code;
        } catch (Failure e) {
            detached.failed(e);
            return e.exitCode();
        } catch (RuntimeException | LinkageError e) {
            // Its standard error is the log by now; the operator must hear of it too.
            detached.failed(new Failure(ExitCode.SOFTWARE, Failure.mistake(e)));
            return ExitCode.SOFTWARE;
        }
    }

    private static Plan read() {
        try {
            return HandOver.fromJson(
                    Json.object(new String(System.in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException | BadJson | BadSetting e) {
            throw new Failure(
                    ExitCode.USAGE, "'supervise' is for 'ottugi up' only, which gives it its task");
        }
    }
}
