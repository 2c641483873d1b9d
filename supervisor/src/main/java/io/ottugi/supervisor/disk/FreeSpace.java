package io.ottugi.supervisor.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether a filesystem has room. May hang where the filesystem does. */
public final class FreeSpace {
    /** Bytes; with less than this free no log and no record grows for long. */
    private static final long LEAST = 64 << 10;

    private FreeSpace() {}

    /**
     * Looks at the filesystem that a file is on, or would be on.
     *
     * @return if that is full, a clause such as {@code /srv (tmpfs) is full: 0 bytes of 1024 KiB
     *     are free}
     */
    public static Optional<String> full(Path file) {
        try {
            FileStore store = Files.getFileStore(nearest(file));
            long free = store.getUsableSpace();
            // Those of the kernel's own, such as /dev and /proc, have no size.
            if (free >= LEAST || store.getTotalSpace() < LEAST) {
                return Optional.empty();
            }
            String total = (store.getTotalSpace() >> 10) + " KiB";
            return Optional.of(store + " is full: " + free + " bytes of " + total + " are free");
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    private static Path nearest(Path file) {
        Path there = file.toAbsolutePath();
        Path parent = there.getParent();
        while (parent != null && !Files.exists(there)) {
            there = parent;
            parent = there.getParent();
        }
        return there;
    }
}
