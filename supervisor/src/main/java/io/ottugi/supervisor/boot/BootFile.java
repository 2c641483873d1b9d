package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A sealed file in a directory of the machine. No symlink in its place is followed, and what is not
 * sealed as ours is neither replaced nor removed.
 */
final class BootFile {
    /** A file that only its owner reads: a command's settings may be secrets. */
    static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-------");

    static final Set<PosixFilePermission> SCRIPT = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Set<PosixFilePermission> permissions;

    BootFile(Path path, Set<PosixFilePermission> permissions) {
        this.path = path;
        this.permissions = permissions;
    }

    Path path() {
        return path;
    }

    /** What it holds; nothing when it is absent or no regular file. */
    String text() {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    Standing standing() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Seal.standing(text())
                : Standing.ABSENT;
    }

    /** Refuses to go on with a file that is somebody else's. */
    void requireOursOrAbsent() {
        requireOurs(standing(), path.toString());
    }

    /**
     * Refuses to go on with what somebody else wrote.
     *
     * @param where it is, for people
     */
    static void requireOurs(Standing standing, String where) {
        if (standing == Standing.FOREIGN) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    where + " was not written by ottugi and is left alone: move it away first");
        }
        if (standing == Standing.EDITED) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    where
                            + " was changed by hand and is left alone: keep your changes elsewhere,"
                            + " remove it, and try again");
        }
    }

    /**
     * Puts a sealed text in place, whole or not at all.
     *
     * @return false when that very text was there already
     */
    boolean write(String sealed) {
        requireOursOrAbsent();
        if (text().equals(sealed)) {
            return false;
        }
        try {
            Files.createDirectories(directory());
            replace(sealed);
            return true;
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failure("write", e);
        }
    }

    /** Removes it; false when there was none. */
    boolean remove() {
        requireOursOrAbsent();
        try {
            return Files.deleteIfExists(path);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failure("remove", e);
        }
    }

    private void replace(String sealed) throws IOException {
        Path draft = Files.createTempFile(directory(), ".ottugi-boot-", ".tmp");
        try {
            Files.setPosixFilePermissions(draft, permissions);
            force(draft, sealed);
            publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void force(Path draft, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A new file by a link, which fails when somebody else's has come there meanwhile. */
    private void publish(Path draft) throws IOException {
        if (standing() == Standing.OURS) {
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.move(draft, path);
        }
    }

    private Path directory() {
        return Objects.requireNonNull(path.getParent(), "a boot file stands in a directory");
    }

    private Failure failure(String verb, Exception e) {
        return failure(verb, path, e);
    }

    static Failure failure(String verb, Path path, Exception e) {
        if (e instanceof AccessDeniedException) {
            return new Failure(
                    ExitCode.NO_PERMISSION,
                    "cannot %s %s: permission denied; only its owner and root may"
                            .formatted(verb, path));
        }
        String reason = e instanceof IOException io ? Failure.reason(io) : "read-only file system";
        return new Failure(
                ExitCode.CANNOT_CREATE, "cannot %s %s: %s".formatted(verb, path, reason));
    }
}
