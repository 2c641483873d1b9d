package io.ottugi.supervisor.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who we are, told by /proc and so without native code. */
public record User(int uid, String name) {
    /** The effective user of this process. */
    public static User current() {
        try {
            Path self = Path.of("/proc/self");
            int uid = (Integer) Files.getAttribute(self, "unix:uid");
            return new User(uid, Files.getOwner(self).getName());
        } catch (IOException e) {
            throw new UncheckedIOException("/proc is needed", e);
        }
    }

    public boolean isRoot() {
        return uid == 0;
    }
}
