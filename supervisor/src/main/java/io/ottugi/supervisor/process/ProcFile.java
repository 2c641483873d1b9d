package io.ottugi.supervisor.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files below {@code /proc/PID}; a process that is gone, or not ours to look at, has none. */
final class ProcFile {
    private ProcFile() {}

    static Optional<String> text(long pid, String name) {
        // Latin 1 keeps every byte, so that what was written in any encoding compares equal.
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + name)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throwIfOutOfDescriptors(e);
            return Optional.empty();
        }
    }

    /** Not being able to look must not be taken for seeing nothing. */
    private static void throwIfOutOfDescriptors(IOException e) {
        if (String.valueOf(e.getMessage()).contains("open files")) {
            throw new UncheckedIOException("/proc cannot be read", e);
        }
    }

    /** A text of ours as {@link #text} would read it. */
    static String asLatin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static Optional<Path> link(long pid, String name) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/" + name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it belongs to somebody else, so that fields of its stat file read as 0 for us. */
    static boolean isHidden(long pid) {
        try {
            Object ours = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            boolean same = ours.equals(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"));
            return !same && !ours.equals(0);
        } catch (IOException e) {
            return true;
        }
    }

    /** All processes that can be seen now. */
    static List<Long> pids() {
        String[] names = new File("/proc").list();
        if (names == null) {
            throw new UncheckedIOException(new IOException("/proc cannot be read"));
        }
        List<Long> pids = new ArrayList<>();
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                pids.add(Long.parseLong(name));
            }
        }
        return pids;
    }
}
