package io.ottugi.supervisor.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What our standard output is, told by /proc and so without native code. */
public final class Terminal {
    private Terminal() {}

    public static boolean isOutput() {
        String target = target();
        return target.startsWith("/dev/pts/")
                || target.startsWith("/dev/tty")
                || target.startsWith("/dev/console");
    }

    public static boolean isPipe() {
        return target().startsWith("pipe:");
    }

    /** Whether colours are welcome, by no-color.org. */
    public static boolean colours(Context context) {
        String unwanted = context.environment().getOrDefault("NO_COLOR", "");
        return unwanted.isEmpty() && isOutput();
    }

    /** Its path, if it is one. */
    static String path() {
        return target();
    }

    private static String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
