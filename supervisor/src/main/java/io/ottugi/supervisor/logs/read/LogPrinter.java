package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.failure.LastingThread;
import io.ottugi.supervisor.logs.record.LogPaths;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints the workers' logs to our standard output, and error files to our standard error, as they
 * grow. The log of a single worker is printed unchanged, those of several line by line, each line
 * after its worker's name.
 */
public final class LogPrinter {
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final Path states;
    private final Consumer<String> lost;
    private final LogFollower follower = new LogFollower();
    private final Map<Path, Shown> shown = new ConcurrentHashMap<>();
    private final InterleavedOutput out = new InterleavedOutput(to(FileDescriptor.out));
    private final InterleavedOutput errors = new InterleavedOutput(to(FileDescriptor.err));
    private final Thread thread = LastingThread.of("ottugi-shown-logs", this::run);
    private volatile boolean abandoned;
    private boolean single;
    private int nameWidth;

    private record Shown(String unit, PrintedLog log) {}

    private LogPrinter(Path states, Consumer<String> lost) {
        this.states = states;
        this.lost = lost;
    }

    /**
     * @param states directory of the logs' records
     * @param lost receives the reason when nobody reads our output any more
     */
    public static LogPrinter start(List<WorkerSpec> specs, Path states, Consumer<String> lost)
            throws IOException {
        LogPrinter logs = new LogPrinter(states, lost);
        logs.single = specs.size() == 1;
        logs.showAll(specs);
        logs.thread.setDaemon(true);
        logs.thread.start();
        return logs;
    }

    /** Adds logs that are not printed yet; the others go on where they are. */
    public void showAll(List<WorkerSpec> specs) throws IOException {
        single &= specs.size() == 1;
        for (WorkerSpec spec : specs) {
            nameWidth = Math.max(nameWidth, spec.name().length());
        }
        for (WorkerSpec spec : specs) {
            String unit = spec.name();
            add(unit, spec.execution().output().file(), LogState.key(unit), out);
            add(unit, spec.execution().output().errorFile(), LogState.errorKey(unit), errors);
        }
        shown.values().forEach(one -> one.log().setName(prefix(one.unit())));
    }

    private String prefix(String unit) {
        return single ? "" : unit + " ".repeat(nameWidth - unit.length()) + " | ";
    }

    private void add(String unit, @Nullable Path file, String key, InterleavedOutput screen)
            throws IOException {
        if (file == null || shown.containsKey(file)) {
            return;
        }
        LogPaths place = LogPaths.of(file, states, key);
        LogReader reader =
                new LogReader(
                        place,
                        bytes -> complain(unit + ": " + bytes + " bytes of its output are gone"));
        reader.seek(reader.end());
        PrintedLog log = new PrintedLog(place, reader, screen, LogPrinter::complain);
        log.setName(prefix(unit));
        shown.put(file, new Shown(unit, log));
        follower.add(log);
    }

    private static void complain(String text) {
        System.err.println("ottugi: " + text);
    }

    private OutputStream to(FileDescriptor descriptor) {
        return new FilterOutputStream(new FileOutputStream(descriptor)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (abandoned) {
                    throw new IOException("nobody looks");
                }
                out.write(bytes, offset, length);
            }
        };
    }

    /** Prints what is left of a removed worker's logs, and closes them. */
    public void forget(String unit) {
        shown.values()
                .removeIf(
                        one -> {
                            boolean its = one.unit().equals(unit);
                            if (its) {
                                remove(one.log());
                            }
                            return its;
                        });
    }

    private void remove(PrintedLog log) {
        try {
            follower.remove(log);
        } catch (IOException e) {
            complain("cannot let go of a log: " + Failure.reason(e));
        }
    }

    private void run() {
        try {
            follower.run();
        } catch (IOException e) {
            if (!abandoned) {
                lost.accept(String.valueOf(e.getMessage()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints what is left, for a second at most, and ends. */
    public void finish() throws IOException, InterruptedException {
        follower.close();
        thread.join(LAST_LINES.toMillis());
    }

    /** Ends without printing what is left: nobody reads it. */
    public void abandon() throws IOException {
        abandoned = true;
        follower.close();
    }
}
