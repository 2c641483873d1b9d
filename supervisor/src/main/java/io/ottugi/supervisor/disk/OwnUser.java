package io.ottugi.supervisor.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The effective user of this process, told by /proc and so without native code. */
public final class OwnUser {
    private static final Path SELF = Path.of("/proc/self");

    private OwnUser() {}

    public static int id() {
        return Id.OURS;
    }

    /** Its name, or its number where it has none. */
    public static String name() {
        try {
            return Files.getOwner(SELF).getName();
        } catch (IOException e) {
            throw new UncheckedIOException("/proc is needed", e);
        }
    }

    /** Whether a file or directory is ours; of a link, the link itself. */
    public static boolean owns(Path path) throws IOException {
        return idOf(path) == id();
    }

    private static int idOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Read once: we never change it. */
    private static final class Id {
        static final int OURS = read();

        private static int read() {
            try {
                return (Integer) Files.getAttribute(SELF, "unix:uid");
            } catch (IOException e) {
                throw new UncheckedIOException("/proc is needed", e);
            }
        }
    }
}
