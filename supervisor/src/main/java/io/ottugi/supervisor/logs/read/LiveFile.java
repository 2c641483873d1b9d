package io.ottugi.supervisor.logs.read;

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

/** A live file, held open so that it can be read to its end after it was moved away. */
final class LiveFile implements Closeable {
    private static final String IDENTITY = "unix:dev,ino,isRegularFile";
    private static final String REGULAR = "isRegularFile";

    private final FileChannel in;
    private final Map<String, Object> identity;

    private LiveFile(FileChannel in, Map<String, Object> identity) {
        this.in = in;
        this.identity = identity;
    }

    /** Opens the regular file that has this name now; null if there is none. */
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
            // The file was moved away just now.
        }
        return null;
    }

    /** Opens the file that has this name now; null also if it is empty. */
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

    /** Returns true if another file has the name now; false if no file has it. */
    boolean isReplaced(Path path) throws IOException {
        Map<String, Object> now = identity(path);
        return !now.isEmpty() && !now.equals(identity);
    }

    /** Returns true if the file has this inode, or if the inode is 0 for unknown. */
    boolean has(long inode) {
        return inode == 0 || Long.valueOf(inode).equals(identity.get("ino"));
    }

    long size() throws IOException {
        return in.size();
    }

    /**
     * @return the number of bytes; 0 at its end
     */
    int read(ByteBuffer into, long offset) throws IOException {
        return Math.max(0, in.read(into.duplicate(), offset));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
