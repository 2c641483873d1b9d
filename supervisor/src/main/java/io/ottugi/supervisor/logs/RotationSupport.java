package io.ottugi.supervisor.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What a filesystem can do for rotation, by its name; found out for sure at the first one. */
public enum RotationSupport {
    /** The beginning of a file can be cut off: nothing is lost. */
    LOSSLESS("lossless"),
    /** What is written between copy and truncation, some microseconds, is lost. */
    COPY_AND_TRUNCATE("copy and truncate: a few lines can be lost at each rotation"),
    /** Another filesystem is beneath, and decides. */
    DEPENDS("lossless if the filesystem beneath is ext4, xfs or f2fs, else copy and truncate");

    private static final Set<String> COLLAPSING = Set.of("ext4", "xfs", "f2fs");
    private static final Set<String> LAYERS = Set.of("overlay", "ecryptfs", "aufs");

    private final String description;

    RotationSupport(String description) {
        this.description = description;
    }

    /** In words, for people. */
    public String description() {
        return description;
    }

    public boolean isLossless() {
        return this == LOSSLESS;
    }

    /**
     * @param type as the mount table has it
     */
    public static RotationSupport of(String type) {
        if (COLLAPSING.contains(type)) {
            return LOSSLESS;
        }
        return LAYERS.contains(type) ? DEPENDS : COPY_AND_TRUNCATE;
    }

    /** Of the filesystem on which a file is, or will be: the nearest directory that is there. */
    public static RotationSupport at(Path file) throws IOException {
        Path there = file.toAbsolutePath();
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        return of(Files.getFileStore(there).type());
    }
}
