package io.ottugi.supervisor.logs;

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
 * that nobody can have us write elsewhere, wait, or take a controlling terminal; {@code /dev/null}
 * is welcome.
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
     * @param mode that the file is to have; null to leave it as it is
     * @param user id of whom the file belongs to if it is new; negative for us
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

    /**
     * Its mode is for the owner alone, who is the worker from now on; we are root and need none.
     */
    private static void give(int descriptor, long user) {
        try {
            Files.setAttribute(Path.of("/proc/self/fd/" + descriptor), "unix:uid", (int) user);
        } catch (IOException e) {
            // It can be written to through our descriptor, which is what counts.
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
            boolean told = e.errno() == ELOOP || e.errno() == ENXIO || e.errno() == ENOENT;
            throw new IOException(
                    (told ? AppendTarget.refusal(file) : Optional.<String>empty())
                            .orElse(e.description()));
        }
    }
}
