package io.ottugi.supervisor.runtime;

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
import java.util.Set;

/**
 * What happened, a JSON object a line, oldest first, kept over supervisors. At {@link #MAX_BYTES}
 * the file becomes its own predecessor and a new one begins, so that at most twice that is kept.
 *
 * <p>A full disk loses events, never the supervisor; how many were lost is said when there is room.
 */
public final class EventRecord {
    static final long MAX_BYTES = 4 << 20;

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final Clock clock;
    private long lost;
    private boolean endsInLine;

    public EventRecord(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** How many events could not be written since one could. */
    long lost() {
        return lost;
    }

    /** Adds an event; its time stands first. */
    public void append(String event, JsonObject details) {
        if (lost > 0) {
            JsonObject count = new JsonObject();
            count.addProperty("lost", lost);
            write("events-lost", count);
        }
        write(event, details);
    }

    private void write(String event, JsonObject details) {
        JsonObject line = new JsonObject();
        line.addProperty("at", clock.now().toString());
        line.addProperty("event", event);
        details.entrySet().forEach(entry -> line.add(entry.getKey(), entry.getValue()));
        try {
            append(line + "\n");
            lost = event.equals("events-lost") ? 0 : lost;
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

    /** Where the older half of the record is. */
    public static Path predecessor(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
