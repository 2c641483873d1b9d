package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.disk.FileMode;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a log file for appending. A symbolic link, a terminal, a FIFO or a device is refused, so
 * that nobody can have us write elsewhere, wait, or take a controlling terminal; {@code /dev/null}
 * is welcome.
 */
public final class LogFile {
    private static final Path NULL = Path.of("/dev/null");
    private static final int ELOOP = 40;
    private static final int ENXIO = 6;

    private final Posix posix;

    public LogFile(Posix posix) {
        this.posix = posix;
    }

    /**
     * @param mode that the file is to have; null to leave it as it is
     * @return a descriptor, closed on exec
     * @throws IOException whose message is the reason in words
     */
    public int open(Path file, @Nullable Integer mode) throws IOException {
        int descriptor = openOrExplain(file);
        try {
            return checked(file, descriptor, mode);
        } catch (IOException e) {
            posix.close(descriptor);
            throw e;
        }
    }

    private static int checked(Path file, int descriptor, @Nullable Integer mode)
            throws IOException {
        Path opened = Path.of("/proc/self/fd/" + descriptor);
        PosixFileAttributes attributes = Files.readAttributes(opened, PosixFileAttributes.class);
        if (attributes.isRegularFile()) {
            if (mode != null) {
                setMode(opened, attributes, FileMode.permissions(mode));
            }
        } else if (!file.equals(NULL)) {
            throw new IOException("it is no regular file");
        }
        return descriptor;
    }

    /** Somebody else's file, in which we may write, keeps the mode that he gave it. */
    private static void setMode(
            Path opened, PosixFileAttributes attributes, Set<PosixFilePermission> wanted) {
        try {
            if (!attributes.permissions().equals(wanted)) {
                Files.setPosixFilePermissions(opened, wanted);
            }
        } catch (IOException e) {
            // It can be written to, which is what counts.
        }
    }

    private int openOrExplain(Path file) throws IOException {
        try {
            return posix.openForAppend(file.toString());
        } catch (PosixException e) {
            if (e.errno() == ELOOP) {
                throw new IOException("it is a symbolic link; give the path that it points to");
            }
            if (e.errno() == ENXIO) {
                throw new IOException("it is no regular file");
            }
            throw new IOException(e.description());
        }
    }
}
