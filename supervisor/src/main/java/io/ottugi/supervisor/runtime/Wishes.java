package io.ottugi.supervisor.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.lifecycle.Desired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What operators asked for by hand, kept on disk: it holds over a reload and a new supervisor,
 * until they ask for something else.
 */
final class Wishes {
    /** The highest number of instances that can be asked for. */
    static final int MOST_INSTANCES = 10_000;

    private static final int VERSION = 1;
    private static final long RETRY_NANOS = 2_000_000_000L;

    private final Path file;
    private final Consumer<String> complaint;
    private final Map<String, Desired> workers = new TreeMap<>();
    private final Map<String, Scale> scales = new TreeMap<>();
    private boolean changed;
    private @Nullable String trouble;
    private long retryAt;

    /**
     * @param asked how many instances somebody wants
     * @param configured how many the file said then; when it says something else, that holds
     */
    private record Scale(int asked, int configured) {}

    private Wishes(Path file, Consumer<String> complaint) {
        this.file = file;
        this.complaint = complaint;
    }

    /**
     * @param complaint takes a sentence when they cannot be read or kept
     */
    static Wishes read(Path file, Consumer<String> complaint) {
        Wishes wishes = new Wishes(file, complaint);
        try {
            wishes.take(Json.object(Utf8.read(file)));
        } catch (NoSuchFileException e) {
            // Nobody wished for anything yet.
        } catch (IOException | BadJson | IllegalArgumentException e) {
            complaint.accept("the operators' wishes in " + file + " cannot be read: " + e);
        }
        return wishes;
    }

    Optional<Desired> of(String unit) {
        return Optional.ofNullable(workers.get(unit));
    }

    /** How many instances of a worker there are to be. */
    int instances(Definition worker) {
        int configured = worker.instances().orElse(0);
        Scale scale = scales.get(worker.name());
        return scale == null || scale.configured() != configured ? configured : scale.asked();
    }

    /** Takes a wish about a unit; {@link #keep} writes it down. */
    void wish(WorkerSpec unit, Desired desired) {
        boolean byItself = desired == Desired.UP && unit.autostart();
        Desired before = byItself ? workers.remove(unit.name()) : workers.put(unit.name(), desired);
        changed |= before != (byItself ? null : desired);
    }

    void scale(Definition worker, int instances) {
        int configured = worker.instances().orElse(0);
        if (instances == configured) {
            scales.remove(worker.name());
        } else {
            scales.put(worker.name(), new Scale(instances, configured));
        }
        changed = true;
    }

    /** Goes back to as many instances as are configured, where somebody asked for others. */
    void forgetScales() {
        if (!scales.isEmpty()) {
            complaint.accept(
                    "as many instances as were asked for by hand are impossible now; there are as"
                            + " many as are configured of "
                            + String.join(", ", scales.keySet()));
            scales.clear();
            changed = true;
        }
    }

    /** Forgets units and workers that are no more. */
    void keepOnly(Set<String> units, Set<String> names) {
        changed |= workers.keySet().retainAll(units);
        changed |= scales.keySet().retainAll(names);
    }

    void forgetAll() {
        if (!workers.isEmpty() || !scales.isEmpty()) {
            workers.clear();
            scales.clear();
            changed = true;
        }
    }

    private void take(JsonObject json) throws BadJson {
        if (Json.number(json, "version") != VERSION) {
            throw new BadJson("of another version");
        }
        for (JsonObject one : Json.objects(json, "workers")) {
            String desired = Json.string(one, "wanted").toUpperCase(Locale.ROOT);
            workers.put(Json.string(one, "name"), Desired.valueOf(desired));
        }
        for (JsonObject one : Json.objects(json, "scales")) {
            Scale scale = new Scale(count(one, "instances"), count(one, "configured"));
            scales.put(Json.string(one, "name"), scale);
        }
    }

    private static int count(JsonObject json, String name) throws BadJson {
        long count = Json.number(json, name);
        if (count < 0 || count > MOST_INSTANCES) {
            throw new BadJson("impossible " + name + ": " + count);
        }
        return (int) count;
    }

    /**
     * Writes down what has changed, once for all that a request wishes. What could not be written
     * is tried again.
     *
     * @param now monotonic nanoseconds
     * @return a sentence if a next supervisor would not know it all
     */
    Optional<String> keep(long now) {
        if (changed) {
            write(now);
        }
        return notKept();
    }

    /** Writes down what no request has, and what could not be written when it is time again. */
    void keepLate(long now) {
        if (changed && (trouble == null || now - retryAt >= 0)) {
            write(now);
        }
    }

    /** When it is to be tried again, monotonic nanoseconds; {@link Long#MAX_VALUE} for never. */
    long wakeAt() {
        return trouble == null ? Long.MAX_VALUE : retryAt;
    }

    /** Says what is not on disk and why; empty if all is. */
    Optional<String> notKept() {
        return Optional.ofNullable(trouble);
    }

    /** Sees to it that the file is written again if it is gone and said anything. */
    void keepAnew() {
        changed |= !(workers.isEmpty() && scales.isEmpty()) && !Files.exists(file);
    }

    private void write(long now) {
        String before = trouble;
        try {
            AtomicFile.writeDurably(file, toJson() + "\n");
            changed = false;
            trouble = null;
            if (before != null) {
                complaint.accept("what was asked for by hand is kept on disk again");
            }
        } catch (IOException e) {
            trouble =
                    "what was asked for by hand cannot be kept on disk, and a next supervisor"
                            + " would not know it: "
                            + e.getMessage();
            retryAt = now + RETRY_NANOS;
            if (!trouble.equals(before)) {
                complaint.accept(trouble);
            }
        }
    }

    private JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        JsonArray wanted = new JsonArray();
        workers.forEach((name, desired) -> wanted.add(worker(name, desired)));
        json.add("workers", wanted);
        JsonArray scaled = new JsonArray();
        scales.forEach((name, scale) -> scaled.add(scale(name, scale)));
        json.add("scales", scaled);
        return json;
    }

    private static JsonObject worker(String name, Desired desired) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("wanted", desired.name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static JsonObject scale(String name, Scale scale) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("instances", scale.asked());
        json.addProperty("configured", scale.configured());
        return json;
    }
}
