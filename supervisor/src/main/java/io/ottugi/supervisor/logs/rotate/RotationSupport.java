package io.ottugi.supervisor.logs.rotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The kind of rotation that a filesystem allows, by its type; certain after the first one. */
public enum RotationSupport {
    /** A file's beginning can be cut off: nothing is lost. */
    LOSSLESS("lossless"),
    /** Output between copy and truncation, some microseconds, is lost. */
    COPY_AND_TRUNCATE("copy and truncate: a few lines can be lost at each rotation"),
    /** The filesystem beneath decides. */
    DEPENDS("lossless if the filesystem beneath is ext4, xfs or f2fs, else copy and truncate");

    private static final Set<String> COLLAPSING = Set.of("ext4", "xfs", "f2fs");
    private static final Set<String> LAYERS = Set.of("overlay", "ecryptfs", "aufs");

    private final String description;

    RotationSupport(String description) {
        this.description = description;
    }

    /** Returns a description for people. */
    public String description() {
        return description;
    }

    public boolean isLossless() {
        return this == LOSSLESS;
    }

    /**
     * @param type of the filesystem, as in the mount table
     */
    public static RotationSupport of(String type) {
        if (COLLAPSING.contains(type)) {
            return LOSSLESS;
        }
        return LAYERS.contains(type) ? DEPENDS : COPY_AND_TRUNCATE;
    }

    /** Returns the support of a file's filesystem, by the nearest directory that exists. */
    public static RotationSupport at(Path file) throws IOException {
        Path there = file.toAbsolutePath();
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        return of(Files.getFileStore(there).type());
    }
}
