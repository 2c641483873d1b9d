package io.ottugi.supervisor.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The signal masks of this process, as proc(5) shows them. */
final class SignalMasks {
    private static final String IGNORED = "SigIgn:";

    private SignalMasks() {}

    /** The ignored signals: bit n - 1 is signal n. */
    static long ignored() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(IGNORED)) {
                    return Long.parseUnsignedLong(line.substring(IGNORED.length()).trim(), 16);
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("/proc is needed", e);
        }
    }
}
