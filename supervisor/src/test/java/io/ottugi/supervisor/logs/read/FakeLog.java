package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogPaths;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A log as a worker and a supervisor make it, in one thread and step by step. A cut writes the live
 * file anew, which is torn for a while, as a real one never is; so a reader that looks when it must
 * not is found out.
 */
final class FakeLog {
    final LogPaths place;
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Archive> archives = new ArrayList<>();
    private long change;
    private long base;
    private long origin;
    private long sequence;

    FakeLog(Path directory) throws IOException {
        Path states = Files.createDirectories(directory.resolve("states"));
        Path logs = Files.createDirectories(directory.resolve("log"));
        place = LogPaths.of(logs.resolve("web.log"), states, "web");
        Files.createFile(place.live());
    }

    long base() {
        return base;
    }

    long end() {
        return written.size();
    }

    List<Archive> archives() {
        return archives;
    }

    void write(byte[] bytes) throws IOException {
        Files.write(place.live(), bytes, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        written.writeBytes(bytes);
    }

    void write(String text) throws IOException {
        write(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    /** Cuts that many bytes off, as if by collapse. */
    void rotate(int length) throws IOException {
        PendingRotation copying = intend(length);
        copy(copying);
        publish(cutting(copying));
        cut(length);
        finish(copying);
    }

    PendingRotation intend(int length) throws IOException {
        PendingRotation rotating =
                new PendingRotation(++sequence, base, length, PendingRotation.Phase.COPYING, null);
        publish(rotating);
        return rotating;
    }

    void copy(PendingRotation rotating) throws IOException {
        byte[] all = Files.readAllBytes(place.live());
        Path part = Archive.part(place.live(), rotating.sequence());
        try (OutputStream out = Files.newOutputStream(part)) {
            out.write(all, 0, (int) rotating.length() / 2);
            out.flush();
            out.write(
                    all,
                    (int) rotating.length() / 2,
                    (int) (rotating.length() - rotating.length() / 2));
        }
    }

    static PendingRotation cutting(PendingRotation copying) {
        return new PendingRotation(
                copying.sequence(),
                copying.from(),
                copying.length(),
                PendingRotation.Phase.CUTTING,
                null);
    }

    void cut(int length) throws IOException {
        byte[] all = Files.readAllBytes(place.live());
        try (OutputStream out = Files.newOutputStream(place.live())) {
            int half = length + (all.length - length) / 2;
            out.write(all, length, half - length);
            out.write(all, half, all.length - half);
        }
    }

    void finish(PendingRotation rotating) throws IOException {
        long which = rotating.sequence();
        Files.move(Archive.part(place.live(), which), Archive.plain(place.live(), which));
        base = rotating.to();
        archives.add(
                new Archive(which, rotating.from(), rotating.to(), Instant.ofEpochSecond(which)));
        publish(null);
    }

    void compress(Archive archive) throws IOException {
        Path plain = archive.plain(place.live());
        Path packed = place.live().resolveSibling("packing");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.move(packed, archive.compressed(place.live()));
        Files.delete(plain);
    }

    void remove(Archive archive) throws IOException {
        archives.remove(archive);
        publish(null);
        Files.deleteIfExists(archive.plain(place.live()));
        Files.deleteIfExists(archive.compressed(place.live()));
    }

    /** Notices that the live file began anew, after so many bytes. */
    void beginAnew(long known) throws IOException {
        base = known;
        origin = known;
        publish(null);
    }

    void publish(@Nullable PendingRotation rotating) throws IOException {
        long inode = (Long) Files.getAttribute(place.live(), "unix:ino");
        LogState state =
                new LogState(place.live(), ++change, base, origin, inode, archives, rotating, null);
        AtomicFile.write(place.state(), state.toJson() + "\n");
    }
}
