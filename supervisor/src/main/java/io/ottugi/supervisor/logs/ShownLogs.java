package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.WorkerSpec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the workers' logs on our standard output: that of a single worker untouched, those of
 * several line by line, each with its worker's name before it.
 */
public final class ShownLogs {
    private final Consumer<String> lost;
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Map<Path, ShownLog> shown = new LinkedHashMap<>();
    private int nameWidth;

    private ShownLogs(Consumer<String> lost) {
        this.lost = lost;
    }

    /**
     * @param lost takes the reason when nobody reads any more
     */
    public static ShownLogs start(List<WorkerSpec> specs, Consumer<String> lost)
            throws IOException {
        ShownLogs logs = new ShownLogs(lost);
        if (specs.size() == 1) {
            logs.add(specs.get(0), null);
        } else {
            logs.showAll(specs);
        }
        return logs;
    }

    /** Shows those that are not shown yet; the others go on as they are. */
    public void showAll(List<WorkerSpec> specs) throws IOException {
        for (WorkerSpec spec : specs) {
            nameWidth = Math.max(nameWidth, spec.name().length());
        }
        for (WorkerSpec spec : specs) {
            String padding = " ".repeat(nameWidth - spec.name().length());
            add(spec, spec.name() + padding + " | ");
        }
    }

    private void add(WorkerSpec spec, @Nullable String prefix) throws IOException {
        Path file = spec.execution().logFile();
        if (file == null || shown.containsKey(file)) {
            return;
        }
        long from = Files.exists(file) ? Files.size(file) : 0;
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Follow.Sink sink = prefix == null ? this::write : new NamedLines(prefix, this::write);
        shown.put(file, ShownLog.start(file, from, sink, lost));
    }

    private void write(byte[] bytes, int length) throws IOException {
        synchronized (out) {
            out.write(bytes, 0, length);
        }
    }

    /** Shows what is still to be shown, for a second at most each, and ends. */
    public void finish() throws IOException, InterruptedException {
        for (ShownLog one : shown.values()) {
            one.finish();
        }
    }

    /** Shows nothing more: there is nobody to see it. */
    public void abandon() throws IOException {
        for (ShownLog one : shown.values()) {
            one.abandon();
        }
    }
}
