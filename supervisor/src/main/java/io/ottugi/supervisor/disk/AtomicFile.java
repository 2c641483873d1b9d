package io.ottugi.supervisor.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * A small file that always holds either its old or its new content, whoever is killed meanwhile.
 *
 * <p>What tells of processes of this boot means nothing after a power cut, and is not forced to the
 * disk.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Replaces the content; the file's mode is 0600. A failure leaves the old content alone. */
    public static void write(Path file, String content) throws IOException {
        write(file, content, false);
    }

    /** The same for what must outlive a power cut: it is forced to the disk first. */
    public static void writeDurably(Path file, String content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, String content, boolean durably) throws IOException {
        Path sibling = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(sibling);
        try {
            create(sibling, StandardCharsets.UTF_8.encode(content), durably);
            Files.move(sibling, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(sibling);
            throw e;
        }
    }

    private static void create(Path file, ByteBuffer bytes, boolean durably) throws IOException {
        try (FileChannel out =
                FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                if (out.write(bytes) == 0) {
                    throw new IOException("no room");
                }
            }
            if (durably) {
                out.force(true);
            }
        }
    }
}
