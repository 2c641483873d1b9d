package io.ottugi.supervisor.evidence.incident;

import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that a worker could have put there, or something else in its place: it must be a
 * regular file of the worker's own that has no other name. It is opened first and looked at then.
 */
public final class WorkersFile {
    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;

    private final Posix posix;

    public WorkersFile(Posix posix) {
        this.posix = posix;
    }

    /**
     * @param owner user id of the worker
     * @param most bytes that are read
     * @return null if it is not there, or not what it should be
     */
    public @Nullable String text(Path file, long owner, int most) {
        int descriptor;
        try {
            descriptor = posix.openForRead(file.toString());
        } catch (PosixException e) {
            return null;
        }
        Path opened = Path.of("/proc/self/fd/" + descriptor);
        try {
            return isSound(opened, owner) ? text(opened, most) : null;
        } catch (IOException e) {
            return null;
        } finally {
            posix.close(descriptor);
        }
    }

    private static boolean isSound(Path opened, long owner) throws IOException {
        Map<String, Object> stat = Files.readAttributes(opened, "unix:mode,nlink,uid");
        return (number(stat, "mode") & S_IFMT) == S_IFREG
                && number(stat, "nlink") == 1
                && number(stat, "uid") == owner;
    }

    private static long number(Map<String, Object> stat, String name) {
        return stat.get(name) instanceof Number number ? number.longValue() : -1;
    }

    private static String text(Path opened, int most) throws IOException {
        try (FileInputStream in = new FileInputStream(opened.toFile())) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
