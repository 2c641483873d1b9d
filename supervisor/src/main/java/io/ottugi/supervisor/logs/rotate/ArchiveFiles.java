package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds and removes the files of archives. A dangling link counts as a file. */
final class ArchiveFiles {
    /** Most consecutive numbers that may be taken by files that are not ours. */
    private static final int MOST_TAKEN = 1000;

    private ArchiveFiles() {}

    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Finds an archive's file, plain or compressed; the plain one if there are both. */
    static Optional<Path> find(Path live, long sequence) {
        Path plain = Archive.plain(live, sequence);
        Path compressed = Archive.compressed(live, sequence);
        return isThere(plain)
                ? Optional.of(plain)
                : Optional.of(compressed).filter(ArchiveFiles::isThere);
    }

    /** Returns a number that was never used and that no file has. */
    static long freeSequence(LogState state) throws RotationFailed {
        long newest = state.marks().sequence();
        for (Archive archive : state.archives()) {
            newest = Math.max(newest, archive.sequence());
        }
        for (long sequence = newest + 1; sequence <= newest + MOST_TAKEN; sequence++) {
            if (find(state.file(), sequence).isEmpty()) {
                return sequence;
            }
        }
        throw new RotationFailed(
                "files that are not ours are in the way, from "
                        + Archive.plain(state.file(), newest + 1)
                        + " on; move them away");
    }

    /** Returns the bytes on disk of each archive, in their order; 0 for a missing one. */
    static List<Long> sizes(LogState state) {
        return state.archives().stream()
                .map(archive -> find(state.file(), archive.sequence()))
                .map(file -> file.map(ArchiveFiles::size).orElse(0L))
                .toList();
    }

    private static long size(Path file) {
        try {
            return FileFacts.at(file).map(FileFacts::size).orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Removes all files of an archive. */
    static void remove(Path live, long sequence) throws IOException {
        removeFile(Archive.plain(live, sequence));
        removeFile(Archive.compressed(live, sequence));
        removeFile(Archive.compressedPart(live, sequence));
    }

    /** Removes a file if it is there; a directory is not ours, and stays. */
    static void removeFile(Path file) throws IOException {
        try {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // Already removed.
        }
    }
}
