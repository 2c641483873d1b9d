package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.disk.PrivateDirectory;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the directory in which a worker's JVM leaves its dumps: it belongs to the user that the
 * worker runs as, and to nobody else. Those above it are ours, so that nobody can put another in
 * its place; a worker of another user may pass through them, but not see what is there.
 */
public final class DumpsDirectory {
    private static final Set<PosixFilePermission> TO_PASS =
            PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final String OWNER = "unix:uid";

    private final Function<String, Path> ours;
    private final Function<String, Path> others;

    /**
     * @param ours for workers that run as we do, by their name
     * @param others for workers that run as another user; the third directory above it is the
     *     instances' own, and is opened so far that it can be passed
     */
    public DumpsDirectory(Function<String, Path> ours, Function<String, Path> others) {
        this.ours = ours;
        this.others = others;
    }

    /**
     * @param user that the worker becomes, or null for ours
     * @throws IOException whose message is the reason in words
     */
    Path ready(String worker, @Nullable RunAs user) throws IOException {
        try {
            if (user == null || user.user() == OwnUser.id()) {
                return PrivateDirectory.ensure(ours.apply(worker));
            }
            Path leaf = others.apply(worker);
            Path instance = Objects.requireNonNull(leaf.getParent());
            Path all = Objects.requireNonNull(instance.getParent());
            letPass(Objects.requireNonNull(all.getParent()));
            letPass(all);
            letPass(instance);
            give(leaf, user.user());
            return leaf;
        } catch (Failure e) {
            throw new IOException(e.getMessage());
        }
    }

    private static void letPass(Path directory) throws IOException {
        PrivateDirectory.ensure(directory);
        if (!Files.getPosixFilePermissions(directory).containsAll(TO_PASS)) {
            Files.setPosixFilePermissions(directory, TO_PASS);
        }
    }

    /** Nobody but us can change what is in the directory above it. */
    private static void give(Path leaf, long user) throws IOException {
        try {
            Files.createDirectory(leaf, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(leaf, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(leaf + " is in the way: it is no directory; remove it");
            }
        }
        Object owner = Files.getAttribute(leaf, OWNER, LinkOption.NOFOLLOW_LINKS);
        if (((Integer) owner).longValue() != user) {
            Files.setAttribute(leaf, OWNER, (int) user, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
