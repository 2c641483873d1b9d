package io.ottugi.supervisor.logs.record;

import io.ottugi.supervisor.disk.AppendTarget;
import io.ottugi.supervisor.disk.FileMode;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a log file for appending. A symbolic link, a terminal, a FIFO or a device is refused, so
 * that nobody can make us write elsewhere, wait, or take a controlling terminal; {@code /dev/null}
 * is allowed.
 */
public final class LogFile {
    private static final Path NULL = Path.of("/dev/null");
    private static final int ENOENT = 2;
    private static final int ELOOP = 40;
    private static final int ENXIO = 6;

    private final Posix posix;

    public LogFile(Posix posix) {
        this.posix = posix;
    }

    /** Opens a file that belongs to us if it is new; see {@link #open(Path, Integer, long)}. */
    public int open(Path file, @Nullable Integer mode) throws IOException {
        return open(file, mode, -1);
    }

    /**
     * Opens a file.
     *
     * @param mode of the file; null to leave it as it is
     * @param user id of the owner if the file is new; negative for our own
     * @return a descriptor, closed on exec
     * @throws IOException whose message is the reason in words
     */
    public int open(Path file, @Nullable Integer mode, long user) throws IOException {
        boolean given = user >= 0 && Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        int descriptor = openOrExplain(file);
        try {
            checked(file, descriptor, mode);
            if (given) {
                give(descriptor, user);
            }
            return descriptor;
        } catch (IOException e) {
            posix.close(descriptor);
            throw e;
        }
    }

    /** Makes the worker's user the owner: the mode is for the owner alone, and we are root. */
    private static void give(int descriptor, long user) {
        try {
            Files.setAttribute(Path.of("/proc/self/fd/" + descriptor), "unix:uid", (int) user);
        } catch (IOException e) {
            // The worker can still write through our descriptor.
        }
    }

    private static void checked(Path file, int descriptor, @Nullable Integer mode)
            throws IOException {
        Path opened = Path.of("/proc/self/fd/" + descriptor);
        PosixFileAttributes attributes = Files.readAttributes(opened, PosixFileAttributes.class);
        if (attributes.isRegularFile()) {
            if (mode != null) {
                setMode(opened, attributes, FileMode.permissions(mode));
            }
        } else if (!file.equals(NULL)) {
            throw new IOException(AppendTarget.NO_REGULAR_FILE);
        }
    }

    /** Sets the mode; a file of somebody else, in which we may write, keeps its mode. */
    private static void setMode(
            Path opened, PosixFileAttributes attributes, Set<PosixFilePermission> wanted) {
        try {
            if (!attributes.permissions().equals(wanted)) {
                Files.setPosixFilePermissions(opened, wanted);
            }
        } catch (IOException e) {
            // The file can still be written.
        }
    }

    private int openOrExplain(Path file) throws IOException {
        try {
            return posix.openForAppend(file.toString());
        } catch (PosixException e) {
            boolean told = e.errno() == ELOOP || e.errno() == ENXIO || e.errno() == ENOENT;
            throw new IOException(
                    (told ? AppendTarget.refusal(file) : Optional.<String>empty())
                            .orElse(e.description()));
        }
    }
}
