package io.ottugi.supervisor.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Files of the kernel's, such as those in {@code /proc} and {@code /sys}. */
public final class SmallFile {
    private static final int LARGEST = 1 << 20;

    private SmallFile() {}

    /** Its text, or empty when it cannot be read. */
    public static Optional<String> text(Path file) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
