package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads one archive after the other, compressed or not, each from any offset on. */
final class ArchiveReader implements Closeable {
    private static final int BLOCK = 64 * 1024;

    private final Path live;
    private @Nullable InputStream in;
    private long sequence;
    private long offset;

    ArchiveReader(Path live) {
        this.live = live;
    }

    /**
     * Reads on from an offset in the archive.
     *
     * @param most bytes to read, if the buffer has room for them
     * @return the number of bytes, or -1 at its end; a damaged archive ends where the damage is
     * @throws NoSuchFileException if it is not there
     */
    int read(Archive archive, long from, ByteBuffer into, long most) throws IOException {
        long which = archive.sequence();
        Path plain = Archive.plain(live, which);
        // Compressing makes the other file before it removes the one, so that one is there.
        return read(
                which, List.of(plain, Archive.compressed(live, which), plain), from, into, most);
    }

    /** Reads an archive that is being made, under its temporary name or its final one. */
    int read(PendingRotation cut, long from, ByteBuffer into, long most) throws IOException {
        long which = cut.sequence();
        return read(
                which,
                List.of(Archive.part(live, which), Archive.plain(live, which)),
                from,
                into,
                most);
    }

    private int read(long which, List<Path> names, long from, ByteBuffer into, long most)
            throws IOException {
        try {
            if (in == null || sequence != which || offset > from) {
                close();
                in = open(names);
                sequence = which;
                offset = 0;
            }
            in.skipNBytes(from - offset);
            offset = from;
            int read =
                    in.read(
                            into.array(),
                            into.arrayOffset() + into.position(),
                            (int) Math.min(into.remaining(), most));
            offset += Math.max(read, 0);
            return read;
        } catch (EOFException | ZipException e) {
            close();
            return -1;
        }
    }

    private static InputStream open(List<Path> names) throws IOException {
        for (Path name : names) {
            try {
                InputStream file = raw(name);
                return isCompressed(name) ? unpacked(file) : file;
            } catch (NoSuchFileException e) {
                // The next name is tried.
            }
        }
        throw new NoSuchFileException(names.get(0).toString());
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        try {
            return new GZIPInputStream(file, BLOCK);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(Archive.COMPRESSED);
    }

    private static InputStream raw(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
