package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a supervisor was last told to keep up, as it has written it down. */
public final class LastPlan {
    private LastPlan() {}

    public static Optional<Plan> of(Places.Instance instance) {
        try {
            return Optional.of(HandOver.fromJson(Json.object(Utf8.read(instance.handOver()))));
        } catch (IOException | BadJson | BadSetting e) {
            return Optional.empty();
        }
    }

    /** The configuration file that it was read from, if it was one. */
    public static Optional<Path> file(Places.Instance instance) {
        try {
            String file = Json.stringOrNull(Json.object(Utf8.read(instance.handOver())), "file");
            return Optional.ofNullable(file).map(Path::of);
        } catch (IOException | BadJson e) {
            return Optional.empty();
        }
    }
}
