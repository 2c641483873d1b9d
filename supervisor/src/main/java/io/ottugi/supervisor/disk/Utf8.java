package io.ottugi.supervisor.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads small text files whatever bytes are in them: what a disk or an editor damaged is read, and
 * then found not to be what it should be. The JDK's own readers throw at bytes that are no UTF-8,
 * which looks like a disk that cannot be read.
 */
public final class Utf8 {
    private Utf8() {}

    /** The whole file; each byte that is no UTF-8 becomes U+FFFD. */
    public static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
