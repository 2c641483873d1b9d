package io.ottugi.supervisor.logs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A descriptor that writes to a file without O_APPEND: its next write lands at the offset where its
 * last one ended, also when the file has become shorter by then. The gap would read as zeros.
 *
 * @param pid of the process that has it open
 */
record NonAppending(long pid, int descriptor) {
    private static final Path PROC = Path.of("/proc");
    private static final int ACCESS_MODE = 3;
    private static final int O_APPEND = 02000;

    /**
     * Finds one among all processes, by {@code /proc/PID/fd} and the flags in {@code
     * /proc/PID/fdinfo}; see proc(5). Processes of which we may not see the descriptors are passed
     * over.
     *
     * @throws IOException if {@code /proc} cannot be read
     */
    static Optional<NonAppending> of(FileId file) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Optional<NonAppending> found = of(process, file);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return Optional.empty();
    }

    private static Optional<NonAppending> of(Path process, FileId file) throws IOException {
        long pid = Long.parseLong(process.getFileName().toString());
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : descriptors) {
                int descriptor = Integer.parseInt(each.getFileName().toString());
                FileFacts opened = FileFacts.of(pid, descriptor);
                if (opened != null && opened.id().equals(file) && writesAtOffset(pid, descriptor)) {
                    return Optional.of(new NonAppending(pid, descriptor));
                }
            }
        } catch (DirectoryIteratorException e) {
            throwUnlessOfProcess(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throwUnlessOfProcess(e);
        }
        return Optional.empty();
    }

    /** Not being able to look must not be taken for seeing nothing. */
    private static void throwUnlessOfProcess(IOException e) throws IOException {
        if (String.valueOf(e.getMessage()).contains("open files")) {
            throw e;
        }
    }

    private static boolean writesAtOffset(long pid, int descriptor) throws IOException {
        return Files.readString(PROC.resolve(pid + "/fdinfo/" + descriptor))
                .lines()
                .filter(line -> line.startsWith("flags:"))
                .map(line -> Long.parseLong(line.substring("flags:".length()).trim(), 8))
                .anyMatch(flags -> (flags & ACCESS_MODE) != 0 && (flags & O_APPEND) == 0);
    }

    /** What is wrong, and what to do. */
    String sentence(Path file) {
        return file
                + " is not cut while pid "
                + pid
                + " writes to it by descriptor "
                + descriptor
                + ", which does not append; open it for appending ('>>', not '>'), or write to the"
                + " standard output or error that the worker was started with";
    }
}
