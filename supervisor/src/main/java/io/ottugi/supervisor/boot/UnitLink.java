package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Objects;

/**
 * The symlink that enables a unit.
 *
 * @param file where it is
 * @param unit the unit's path on the machine, which it holds
 */
record UnitLink(Path file, Path unit) {
    /** Whether it is there; refuses a link to something else, or another file in its place. */
    boolean exists() {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isSymbolicLink(file) || !pointsToUnit()) {
            BootFile.requireOurs(Standing.FOREIGN, file.toString());
        }
        return true;
    }

    void make() {
        try {
            Files.createDirectories(directory());
            Files.createSymbolicLink(file, unit);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw BootFile.failure("make the link", file, e);
        }
    }

    void remove() {
        try {
            Files.delete(file);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw BootFile.failure("remove", file, e);
        }
    }

    Path directory() {
        return Objects.requireNonNull(file.getParent(), "a link stands in a directory");
    }

    /** systemctl writes such links absolute or relative, depending on its version. */
    private boolean pointsToUnit() {
        try {
            Path target = Files.readSymbolicLink(file);
            return target.equals(unit) || target.equals(Path.of("..").resolve(unit.getFileName()));
        } catch (IOException e) {
            throw BootFile.failure("read", file, e);
        }
    }
}
