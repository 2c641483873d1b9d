package io.ottugi.supervisor.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that a worker appends to, held open so that it can be read though it is moved away. */
final class LiveFile implements Closeable {
    private static final String IDENTITY = "unix:dev,ino,isRegularFile";
    private static final String REGULAR = "isRegularFile";

    private final FileChannel in;
    private final Map<String, Object> identity;

    private LiveFile(FileChannel in, Map<String, Object> identity) {
        this.in = in;
        this.identity = identity;
    }

    /** Opens the regular file that has that name now; null if none has. */
    static @Nullable LiveFile open(Path path) throws IOException {
        while (true) {
            Map<String, Object> before = identity(path);
            if (before.isEmpty() || !Boolean.TRUE.equals(before.get(REGULAR))) {
                return null;
            }
            LiveFile file = openedAs(before, path);
            if (file != null) {
                return file;
            }
        }
    }

    private static @Nullable LiveFile openedAs(Map<String, Object> identity, Path path)
            throws IOException {
        try {
            FileChannel in = FileChannel.open(path, StandardOpenOption.READ);
            LiveFile file = new LiveFile(in, identity);
            if (!file.isReplaced(path)) {
                return file;
            }
            file.close();
        } catch (NoSuchFileException e) {
            // Moved away just now.
        }
        return null;
    }

    /** The same, of one in which there is something. */
    static @Nullable LiveFile openUnlessEmpty(Path path) throws IOException {
        LiveFile file = open(path);
        if (file != null && file.size() == 0) {
            file.close();
            return null;
        }
        return file;
    }

    private static Map<String, Object> identity(Path path) throws IOException {
        try {
            return Files.readAttributes(path, IDENTITY);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    /** Whether the name is another file's now; not if it is nobody's. */
    boolean isReplaced(Path path) throws IOException {
        Map<String, Object> now = identity(path);
        return !now.isEmpty() && !now.equals(identity);
    }

    /** Whether a record is of this file; one that does not tell is. */
    boolean has(long inode) {
        return inode == 0 || Long.valueOf(inode).equals(identity.get("ino"));
    }

    long size() throws IOException {
        return in.size();
    }

    /**
     * @return how many bytes; none at its end
     */
    int read(ByteBuffer into, long offset) throws IOException {
        return Math.max(0, in.read(into.duplicate(), offset));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whether two files hold the same for {@code size} bytes, each from an offset of its own. */
    static boolean sameBytes(FileChannel one, long at, FileChannel other, long from, int size)
            throws IOException {
        return block(one, at, size).equals(block(other, from, size));
    }

    private static ByteBuffer block(FileChannel file, long at, int size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(size);
        while (block.hasRemaining() && file.read(block, at + block.position()) > 0) {
            // Until it is full.
        }
        return block.flip();
    }
}
