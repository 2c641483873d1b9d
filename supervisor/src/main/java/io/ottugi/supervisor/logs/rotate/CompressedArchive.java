package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.Archive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** Removes what an interrupted compression left, but no file that is not ours. */
final class CompressedArchive {
    /** Size of the smallest gzip file, header and trailer, by RFC 1952. */
    private static final long SMALLEST = 18;

    private static final int LENGTH_SIZE = 4;
    private static final long MODULUS = 1L << 32;

    private CompressedArchive() {}

    /** Removes a half compressed file, or the plain archive if the compressed one is whole. */
    static void removeLeftovers(Path live, Archive archive) throws IOException {
        ArchiveFiles.removeFile(Archive.compressedPart(live, archive.sequence()));
        Path plain = archive.plain(live);
        Path compressed = archive.compressed(live);
        if (ArchiveFiles.isThere(plain) && isOf(compressed, archive)) {
            ArchiveFiles.removeFile(plain);
        }
    }

    /** Returns true if a file is that archive compressed; it gets its name when it is whole. */
    private static boolean isOf(Path compressed, Archive archive) throws IOException {
        Optional<FileFacts> facts = FileFacts.at(compressed);
        return facts.isPresent()
                && facts.get().regular()
                && facts.get().size() >= SMALLEST
                && length(compressed, facts.get().size()) == archive.length() % MODULUS;
    }

    private static long length(Path compressed, long size) throws IOException {
        try (FileChannel in =
                FileChannel.open(
                        compressed, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer trailer = ByteBuffer.allocate(LENGTH_SIZE).order(ByteOrder.LITTLE_ENDIAN);
            in.read(trailer, size - LENGTH_SIZE);
            return trailer.flip().getInt() & (MODULUS - 1);
        }
    }
}
