package io.ottugi.supervisor.proc;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a process that has something open, as far as /proc lets us see, in bounded time. */
public final class OpenDescriptors {
    private static final Path PROC = Path.of("/proc");
    private static final long LONGEST_NANOS = 2_000_000_000;

    private OpenDescriptors() {}

    /**
     * Finds the first such process.
     *
     * @param target what its descriptor is a link to, such as {@code socket:[123]} or a file's path
     * @return its directory in /proc
     */
    public static Optional<Path> holder(String target) {
        long end = System.nanoTime() + LONGEST_NANOS;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (has(process.resolve("fd"), target)) {
                    return Optional.of(process);
                }
                if (System.nanoTime() - end > 0) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Then nobody is found.
        }
        return Optional.empty();
    }

    private static boolean has(Path descriptors, String target) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (target(descriptor).equals(target)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Gone, or not ours to look at.
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
