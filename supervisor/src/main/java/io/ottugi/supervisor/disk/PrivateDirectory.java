package io.ottugi.supervisor.disk;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory of ours: mode 0700, owned by us, no symbolic link. */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /** Makes the directory, and those above it, unless it is there; then it is checked. */
    public static Path ensure(Path directory) {
        try {
            Path parent = directory.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                ensure(parent);
            }
            create(directory);
            check(directory);
            return directory;
        } catch (AccessDeniedException e) {
            throw new Failure(
                    ExitCode.NO_PERMISSION,
                    "cannot use directory " + directory + ": permission denied; " + ELSEWHERE);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    "cannot make directory "
                            + directory
                            + ": "
                            + Failure.reason(e)
                            + "; "
                            + ELSEWHERE);
        }
    }

    /**
     * Refuses a directory in which anybody may rename what is ours: open to all and not sticky, as
     * {@code /tmp} is.
     */
    public static void checkNotOpen(Path directory) {
        try {
            int mode = (Integer) Files.getAttribute(directory, "unix:mode");
            if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                throw openToOthers(directory, Files.getPosixFilePermissions(directory));
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.IO, "cannot look at " + directory + ": " + Failure.reason(e));
        }
    }

    private static Failure openToOthers(Path directory, Set<PosixFilePermission> permissions) {
        return new Failure(
                ExitCode.NO_PERMISSION,
                directory
                        + " can be written by others (mode "
                        + PosixFilePermissions.toString(permissions)
                        + "); chmod 700 it, or "
                        + ELSEWHERE);
    }

    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final String ELSEWHERE = "set OTTUGI_HOME to a directory of your own";

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(
                        ExitCode.CANNOT_CREATE,
                        directory
                                + " is in the way: it is no directory of ours; remove it, or "
                                + ELSEWHERE);
            }
        }
    }

    private static void check(Path directory) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(
                        directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!OwnUser.owns(directory)) {
            throw new Failure(
                    ExitCode.NO_PERMISSION,
                    directory
                            + " belongs to "
                            + attributes.owner().getName()
                            + ", not to you; remove it, or "
                            + ELSEWHERE);
        }
        if (isOpenToOthers(attributes.permissions())) {
            throw openToOthers(directory, attributes.permissions());
        }
        if (!Files.isWritable(directory)) {
            // Trying tells why: no permission, or a file system that is read-only.
            Files.delete(Files.createTempFile(directory, ".ottugi", null));
        }
    }

    private static boolean isOpenToOthers(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
