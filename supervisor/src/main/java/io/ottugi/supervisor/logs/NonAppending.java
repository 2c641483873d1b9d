package io.ottugi.supervisor.logs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A descriptor that writes to a file without O_APPEND: its next write lands at the offset where its
 * last one ended, also when the file has become shorter by then. The gap would read as zeros.
 *
 * @param pid of the process that has it open
 * @param offset where it writes next, in bytes from the start of the file
 */
record NonAppending(long pid, int descriptor, long offset) {
    private static final Path PROC = Path.of("/proc");
    private static final long SELF = ProcessHandle.current().pid();
    private static final int ACCESS_MODE = 3;
    private static final int O_APPEND = 02000;

    /**
     * Finds the one with the lowest offset among all processes but this one, by {@code
     * /proc/PID/fd} and {@code /proc/PID/fdinfo}; see proc(5). Processes of which we may not see
     * the descriptors are passed over.
     *
     * @throws IOException if {@code /proc} cannot be read
     */
    static Optional<NonAppending> lowest(FileId file) throws IOException {
        List<NonAppending> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                collect(process, file, found);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found.stream().min(Comparator.comparingLong(NonAppending::offset));
    }

    private static void collect(Path process, FileId file, List<NonAppending> found)
            throws IOException {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid == SELF) {
            return;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : descriptors) {
                int descriptor = Integer.parseInt(each.getFileName().toString());
                FileFacts opened = FileFacts.of(pid, descriptor);
                if (opened != null && opened.id().equals(file)) {
                    of(pid, descriptor).ifPresent(found::add);
                }
            }
        } catch (DirectoryIteratorException e) {
            throwUnlessOfProcess(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throwUnlessOfProcess(e);
        }
    }

    /** Not being able to look must not be taken for seeing nothing. */
    private static void throwUnlessOfProcess(IOException e) throws IOException {
        if (String.valueOf(e.getMessage()).contains("open files")) {
            throw e;
        }
    }

    private static Optional<NonAppending> of(long pid, int descriptor) throws IOException {
        List<String> lines = Files.readAllLines(PROC.resolve(pid + "/fdinfo/" + descriptor));
        long flags = Long.parseLong(value(lines, "flags:"), 8);
        boolean atOffset = (flags & ACCESS_MODE) != 0 && (flags & O_APPEND) == 0;
        return atOffset
                ? Optional.of(
                        new NonAppending(pid, descriptor, Long.parseLong(value(lines, "pos:"))))
                : Optional.empty();
    }

    private static String value(List<String> lines, String key) throws IOException {
        for (String line : lines) {
            if (line.startsWith(key)) {
                return line.substring(key.length()).trim();
            }
        }
        throw new IOException("no " + key + " in fdinfo");
    }

    /** Why nothing from there on leaves the file, and what to do. */
    String sentence(Path file) {
        return file
                + " is not cut beyond byte "
                + offset
                + ", where pid "
                + pid
                + " writes next by descriptor "
                + descriptor
                + ", which does not append; open it for appending ('>>', not '>'), or write to the"
                + " standard output or error that the worker was started with";
    }
}
