package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.events.EventRecord;
import io.ottugi.supervisor.logs.read.FileFollower;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event record as lines: its older half, its newer half, and what comes. */
public final class EventFile implements Closeable {
    private final FileFollower newer;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Takes whole lines. */
    public interface Lines {
        /**
         * @throws IOException when nobody takes them any more
         */
        void take(List<String> lines) throws IOException;
    }

    private EventFile(Path file) throws IOException {
        newer = new FileFollower(file, 0);
    }

    /** Reads all there is. */
    public static EventFile open(Path file) throws IOException {
        while (true) {
            Path older = EventRecord.predecessor(file);
            Object olderBefore = inode(older);
            EventFile events = new EventFile(file);
            events.lines.addAll(lines(older));
            events.newer.drain(events::split);
            Object olderAfter = inode(older);
            if (olderAfter == null || olderAfter.equals(olderBefore)) {
                return events;
            }
            // A new file was begun between the looks at the two; what was the newer is the older.
            events.close();
        }
    }

    /** Whether there is any of it. */
    public static boolean exists(Path file) {
        return Files.exists(file) || Files.exists(EventRecord.predecessor(file));
    }

    /**
     * Reads all there is, oldest first, in one go, and then perhaps all that comes.
     *
     * @param follows whether it ends only when the sink has had enough
     */
    public static void read(Path file, boolean follows, Lines sink)
            throws IOException, InterruptedException {
        try (EventFile events = open(file)) {
            sink.take(events.take());
            if (follows) {
                events.newer.run(
                        (bytes, length) -> {
                            events.split(bytes, length);
                            sink.take(events.take());
                        });
            }
        }
    }

    /** What has come since it was asked last; at first, all there is. */
    public List<String> poll() throws IOException {
        newer.drain(this::split);
        return take();
    }

    private List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private static @Nullable Object inode(Path path) throws IOException {
        try {
            return Files.getAttribute(path, "unix:ino");
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static List<String> lines(Path path) throws IOException {
        try {
            return Utf8.read(path).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Takes the lines that are complete now; the rest is kept. */
    private void split(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(bytes[i]);
            }
        }
    }

    @Override
    public void close() throws IOException {
        newer.close();
    }
}
