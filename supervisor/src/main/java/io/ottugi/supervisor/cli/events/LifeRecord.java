package io.ottugi.supervisor.cli.events;

import io.ottugi.supervisor.cli.base.EventFile;
import io.ottugi.supervisor.cli.base.WallClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the event record tells of the workers' generations, read on as it grows. */
public final class LifeRecord implements Closeable {
    private final Path file;
    private @Nullable EventFile events;
    private final Generations generations =
            new Generations(WallClock.now(), ZoneId.systemDefault());

    /**
     * @param file whether or not it is there
     */
    public LifeRecord(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    public Generations generations() {
        return generations;
    }

    /** Takes what was recorded since the last time; at first, all of it. */
    public void read() throws IOException {
        if (events == null && Files.isDirectory(Objects.requireNonNull(file.getParent()))) {
            events = EventFile.open(file);
        }
        if (events != null) {
            generations.take(events.poll());
        }
    }

    @Override
    public void close() throws IOException {
        if (events != null) {
            events.close();
        }
    }
}
