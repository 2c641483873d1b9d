package io.ottugi.supervisor.logs.rotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of stat(2).
 *
 * @param mode permission bits
 * @param size in bytes
 */
record FileFacts(FileId id, boolean regular, int mode, long size) {
    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;
    private static final int PERMISSIONS = 0777;

    /** Reads the facts of a path, not following a link; empty if nothing is there. */
    static Optional<FileFacts> at(Path path) throws IOException {
        try {
            return Optional.of(read(path, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    /** Reads the facts of an open file of ours. */
    static FileFacts of(int descriptor) throws IOException {
        return read(Path.of("/proc/self/fd/" + descriptor));
    }

    /** Reads the facts of a process's open file; null if there is none, or we may not look. */
    static @Nullable FileFacts of(long pid, int descriptor) {
        try {
            return read(link(pid, descriptor));
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns the path in /proc of a process's descriptor. */
    static Path link(long pid, int descriptor) {
        return Path.of("/proc/" + pid + "/fd/" + descriptor);
    }

    private static FileFacts read(Path path, LinkOption... options) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, "unix:dev,ino,mode,size", options);
        long mode = number(stat, "mode");
        return new FileFacts(
                new FileId(number(stat, "dev"), number(stat, "ino")),
                (mode & S_IFMT) == S_IFREG,
                (int) mode & PERMISSIONS,
                number(stat, "size"));
    }

    private static long number(Map<String, Object> stat, String name) {
        return ((Number) Objects.requireNonNull(stat.get(name))).longValue();
    }
}
