package io.ottugi.supervisor.proc;

import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.proc.OwnProcess.Right;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files below {@code /proc/PID}; a process that is gone, or not ours to look at, has none. */
public final class ProcFile {
    private static final int PAGE = 4096;

    private ProcFile() {}

    public static Optional<String> text(long pid, String name) {
        // Latin 1 keeps every byte, so that what was written in any encoding compares equal.
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + name)) {
            return Optional.of(text(in));
        } catch (IOException e) {
            throwIfOutOfDescriptors(e);
            return Optional.empty();
        }
    }

    /** What fits into one page takes one read: there, less than was asked for is all there is. */
    private static String text(InputStream in) throws IOException {
        byte[] page = new byte[PAGE];
        int length = Math.max(0, in.read(page));
        String text = new String(page, 0, length, StandardCharsets.ISO_8859_1);
        return length < PAGE
                ? text
                : text + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Not being able to look must not be taken for seeing nothing. */
    private static void throwIfOutOfDescriptors(IOException e) {
        if (String.valueOf(e.getMessage()).contains("open files")) {
            throw new UncheckedIOException("/proc cannot be read", e);
        }
    }

    /** A text of ours as {@link #text} would read it. */
    public static String asLatin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    public static Optional<Path> link(long pid, String name) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/" + name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it belongs to somebody else, so that fields of its stat file read as 0 for us. */
    static boolean isHidden(long pid) {
        try {
            return !OwnUser.owns(Path.of("/proc/" + pid)) && !OwnProcess.has(Right.SYS_PTRACE);
        } catch (IOException e) {
            return true;
        }
    }

    /** All processes that can be seen now. */
    public static List<Long> pids() {
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
