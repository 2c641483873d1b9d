package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.disk.FreeSpace;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Adds to a status which filesystems are full: that of the state, and those of the workers' logs.
 * The client looks, and not for long: a network filesystem that hangs holds up no supervisor.
 */
public final class FullDisks {
    public static final String MEMBER = "disk_full";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private FullDisks() {}

    /** Adds the member {@code disk_full}, a sentence or null, to supervisor and workers. */
    static void addTo(JsonObject status, Places.Instance instance) {
        status.getAsJsonObject("supervisor").addProperty(MEMBER, ofState(instance).orElse(null));
        try {
            for (JsonObject worker : Json.objects(status, "workers")) {
                worker.addProperty(
                        MEMBER,
                        ofLog(worker, "log").or(() -> ofLog(worker, "error_log")).orElse(null));
            }
        } catch (BadJson e) {
            // Not ours to complain about: the view does.
        }
    }

    /** What a full filesystem of the state means. */
    static Optional<String> ofState(Places.Instance instance) {
        return full(instance.state())
                .map(
                        full ->
                                "the filesystem of the state, "
                                        + full
                                        + ": events and what is asked for by hand cannot be kept;"
                                        + " make room there");
    }

    private static Optional<String> ofLog(JsonObject worker, String member) {
        return Optional.ofNullable(Json.stringOrNull(worker, member))
                .flatMap(log -> full(Path.of(log)))
                .map(
                        full ->
                                "the filesystem of its log, "
                                        + full
                                        + ": what it writes is lost; make room there");
    }

    private static Optional<String> full(Path file) {
        CompletableFuture<Optional<String>> look = new CompletableFuture<>();
        Thread looker = new Thread(() -> look.complete(FreeSpace.full(file)), "ottugi-disk");
        looker.setDaemon(true);
        looker.start();
        try {
            return look.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
