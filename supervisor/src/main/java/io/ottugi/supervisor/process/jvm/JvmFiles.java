package io.ottugi.supervisor.process.jvm;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a JVM leaves what it writes when it fails, as far as its own options say so: these win over
 * ours, and then it is not in the directory for its dumps. Absolute; null where they say nothing.
 *
 * @param errorFile of a fatal error
 * @param heapDump a file, or a directory in which it is {@code java_pidPID.hprof}
 * @param recording a file, or a directory
 */
public record JvmFiles(
        @Nullable Path errorFile, @Nullable Path heapDump, @Nullable Path recording) {
    /** All that there is of it is where we told it to. */
    public static final JvmFiles OURS = new JvmFiles(null, null, null);

    private static final String FILENAME = "filename=";

    /**
     * @param directory that it runs in
     */
    public static JvmFiles of(JvmOptions options, Path directory, long pid) {
        String heap =
                options.heapDumpPath() == null && Boolean.TRUE.equals(options.heapDump())
                        ? "java_pid" + pid + ".hprof"
                        : options.heapDumpPath();
        return new JvmFiles(
                path(options.errorFile(), directory, pid),
                path(heap, directory, pid),
                path(filename(options.recordings()), directory, pid));
    }

    private static @Nullable String filename(@Nullable String recording) {
        if (recording == null) {
            return null;
        }
        for (String part : recording.replaceFirst("^[=:]", "").split(",", -1)) {
            if (part.startsWith(FILENAME)) {
                return part.substring(FILENAME.length());
            }
        }
        return null;
    }

    private static @Nullable Path path(@Nullable String text, Path directory, long pid) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            String plain = text.replace("%p", Long.toString(pid)).replace("%%", "%");
            return directory.resolve(plain).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** All of them. */
    public List<Path> all() {
        List<Path> all = new ArrayList<>();
        for (Path path : new Path[] {errorFile, heapDump, recording}) {
            if (path != null) {
                all.add(path);
            }
        }
        return all;
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("error_file", text(errorFile));
        json.addProperty("heap_dump", text(heapDump));
        json.addProperty("recording", text(recording));
        return json;
    }

    public static JvmFiles fromJson(JsonObject json) throws BadJson {
        return new JvmFiles(
                path(Json.stringOrNull(json, "error_file")),
                path(Json.stringOrNull(json, "heap_dump")),
                path(Json.stringOrNull(json, "recording")));
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
