package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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
     * @return a descriptor, closed on exec
     * @throws IOException whose message is the reason in words
     */
    public int open(Path file) throws IOException {
        int descriptor = openOrExplain(file);
        BasicFileAttributes opened =
                Files.readAttributes(
                        Path.of("/proc/self/fd/" + descriptor), BasicFileAttributes.class);
        if (!opened.isRegularFile() && !file.equals(NULL)) {
            posix.close(descriptor);
            throw new IOException("it is no regular file");
        }
        return descriptor;
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
