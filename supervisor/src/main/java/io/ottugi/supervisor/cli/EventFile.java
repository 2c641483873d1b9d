package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.logs.Follow;
import io.ottugi.supervisor.runtime.EventRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event record as lines: its older half, its newer half, and what comes. */
final class EventFile {
    private final Path file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Lines sink;

    /** Takes whole lines. */
    interface Lines {
        /**
         * @throws IOException when nobody takes them any more
         */
        void take(List<String> lines) throws IOException;
    }

    private EventFile(Path file, Lines sink) {
        this.file = file;
        this.sink = sink;
    }

    /**
     * Reads all there is, oldest first, in one go, and then perhaps all that comes.
     *
     * @param follows whether it ends only when the sink has had enough
     */
    static void read(Path file, boolean follows, Lines sink)
            throws IOException, InterruptedException {
        while (!new EventFile(file, sink).readOnce(follows)) {
            // A new file was begun between the looks at the two; what was the newer is the older.
        }
    }

    private boolean readOnce(boolean follows) throws IOException, InterruptedException {
        Path older = EventRecord.predecessor(file);
        Object olderBefore = inode(older);
        List<String> all = new ArrayList<>(lines(older));
        try (Follow follow = new Follow(file, 0)) {
            follow.drain((bytes, length) -> all.addAll(split(bytes, length)));
            Object olderAfter = inode(older);
            if (olderAfter != null && !olderAfter.equals(olderBefore)) {
                return false;
            }
            sink.take(all);
            if (follows) {
                follow.run((bytes, length) -> sink.take(split(bytes, length)));
            }
            return true;
        }
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
            return Files.readString(path).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The lines that are complete now; the rest is kept. */
    private List<String> split(byte[] bytes, int length) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(bytes[i]);
            }
        }
        return lines;
    }
}
