package io.ottugi.supervisor.events;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The file of events, a JSON object a line, oldest first, kept over supervisors. At {@link
 * #MAX_BYTES} the file becomes its own predecessor and a new one begins, so that at most twice that
 * is kept.
 *
 * <p>A full disk loses events, never the supervisor; how many were lost is said when there is room.
 */
public final class EventRecord {
    static final long MAX_BYTES = 4 << 20;

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final Supplier<Instant> clock;
    private long lost;
    private boolean endsInLine;

    /**
     * @param clock the time of day
     */
    public EventRecord(Path file, Supplier<Instant> clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The number of events that could not be written since one could. */
    public long lost() {
        return lost;
    }

    /** Adds an event; its time stands first. */
    public void append(EventKind event, EventFields details) {
        if (lost > 0) {
            write(EventKind.EVENTS_LOST, new EventFields().put(EventField.LOST, lost));
        }
        write(event, details);
    }

    private void write(EventKind event, EventFields details) {
        JsonObject line = new JsonObject();
        line.addProperty(EventField.AT.label(), clock.get().toString());
        line.addProperty(EventField.EVENT.label(), event.label());
        details.json().entrySet().forEach(entry -> line.add(entry.getKey(), entry.getValue()));
        try {
            append(line + "\n");
            lost = event == EventKind.EVENTS_LOST ? 0 : lost;
        } catch (IOException e) {
            lost++;
        }
    }

    private void append(String line) throws IOException {
        try (FileChannel out =
                FileChannel.open(
                        file,
                        APPEND,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            long before = out.size();
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(before == 0 ? line : begin() + line);
            int whole = bytes.remaining();
            try {
                while (bytes.hasRemaining()) {
                    if (out.write(bytes) == 0) {
                        throw new IOException("no room");
                    }
                }
            } catch (IOException e) {
                // Half a line would swallow the next one.
                out.truncate(before);
                throw e;
            }
            endsInLine = true;
            if (before + whole > MAX_BYTES) {
                Files.move(file, predecessor(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Ends the half line that a killed supervisor may have left. */
    private String begin() throws IOException {
        if (endsInLine) {
            return "";
        }
        try (FileChannel in =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.read(last, Math.max(0, in.size() - 1));
            return last.get(0) == '\n' ? "" : "\n";
        }
    }

    /** The file that has the older half of the record. */
    public static Path predecessor(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
