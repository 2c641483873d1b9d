package io.ottugi.supervisor.logs.rotate;

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
 * A descriptor that writes to a file without O_APPEND: its next write goes to the offset where its
 * last one ended, even if the file is shorter by then. The gap would read as zeros.
 *
 * @param pid of the process that has it open
 * @param offset of its next write, in bytes from the start of the file
 */
record OffsetWriter(long pid, int descriptor, long offset) {
    private static final Path PROC = Path.of("/proc");
    private static final long SELF = ProcessHandle.current().pid();
    private static final int ACCESS_MODE = 3;
    private static final int O_APPEND = 02000;

    /**
     * Finds the writer with the lowest offset among all processes but this one, by {@code
     * /proc/PID/fd} and {@code /proc/PID/fdinfo}; see proc(5). Processes whose descriptors we may
     * not see are skipped.
     *
     * @throws IOException if {@code /proc} cannot be read
     */
    static Optional<OffsetWriter> findLowest(FileId file) throws IOException {
        List<OffsetWriter> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                collect(process, file, found);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found.stream().min(Comparator.comparingLong(OffsetWriter::offset));
    }

    private static void collect(Path process, FileId file, List<OffsetWriter> found)
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

    /** Rethrows a failure of our own: without descriptors we would see no writer at all. */
    private static void throwUnlessOfProcess(IOException e) throws IOException {
        if (String.valueOf(e.getMessage()).contains("open files")) {
            throw e;
        }
    }

    private static Optional<OffsetWriter> of(long pid, int descriptor) throws IOException {
        List<String> lines = Files.readAllLines(PROC.resolve(pid + "/fdinfo/" + descriptor));
        long flags = Long.parseLong(value(lines, "flags:"), 8);
        boolean atOffset = (flags & ACCESS_MODE) != 0 && (flags & O_APPEND) == 0;
        return atOffset
                ? Optional.of(
                        new OffsetWriter(pid, descriptor, Long.parseLong(value(lines, "pos:"))))
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

    /** Says why the file is not cut beyond this writer's offset, and what to do. */
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
