package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.failure.LastingThread;
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
 * Shows the workers' logs on our standard output, and what has a file of its own for errors on our
 * standard error: that of a single worker untouched, those of several line by line, each with its
 * worker's name before it.
 */
public final class ShownLogs {
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final Path states;
    private final Consumer<String> lost;
    private final LogFollower follower = new LogFollower();
    private final Map<Path, Shown> shown = new ConcurrentHashMap<>();
    private final Screen out = new Screen(to(FileDescriptor.out));
    private final Screen errors = new Screen(to(FileDescriptor.err));
    private final Thread thread = LastingThread.of("ottugi-shown-logs", this::run);
    private volatile boolean abandoned;
    private boolean single;
    private int nameWidth;

    private record Shown(String unit, ShownLog log) {}

    private ShownLogs(Path states, Consumer<String> lost) {
        this.states = states;
        this.lost = lost;
    }

    /**
     * @param states where the records of logs are
     * @param lost takes the reason when nobody reads any more
     */
    public static ShownLogs start(List<WorkerSpec> specs, Path states, Consumer<String> lost)
            throws IOException {
        ShownLogs logs = new ShownLogs(states, lost);
        logs.single = specs.size() == 1;
        logs.showAll(specs);
        logs.thread.setDaemon(true);
        logs.thread.start();
        return logs;
    }

    /** Shows those that are not shown yet; the others go on where they are. */
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
        shown.values().forEach(one -> one.log().name(prefix(one.unit())));
    }

    private String prefix(String unit) {
        return single ? "" : unit + " ".repeat(nameWidth - unit.length()) + " | ";
    }

    private void add(String unit, @Nullable Path file, String key, Screen screen)
            throws IOException {
        if (file == null || shown.containsKey(file)) {
            return;
        }
        LogPlace place = LogPlace.of(file, states, key);
        LogReader reader =
                new LogReader(
                        place,
                        bytes -> complain(unit + ": " + bytes + " bytes of its output are gone"));
        reader.seek(reader.end());
        ShownLog log = new ShownLog(place, reader, screen, ShownLogs::complain);
        log.name(prefix(unit));
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

    /** Lets go of a worker that is none any more, once what it has written is shown. */
    public void forget(String unit) {
        shown.values()
                .removeIf(
                        one -> {
                            boolean its = one.unit().equals(unit);
                            if (its) {
                                letGo(one.log());
                            }
                            return its;
                        });
    }

    private void letGo(ShownLog log) {
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

    /** Shows what is still to be shown, for a second at most, and ends. */
    public void finish() throws IOException, InterruptedException {
        follower.close();
        thread.join(LAST_LINES.toMillis());
    }

    /** Shows nothing more: there is nobody to see it. */
    public void abandon() throws IOException {
        abandoned = true;
        follower.close();
    }
}
