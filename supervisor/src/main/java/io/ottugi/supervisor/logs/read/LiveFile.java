package io.ottugi.supervisor.logs.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A live file, held open so that it can be read to its end after it was moved away. */
final class LiveFile implements Closeable {
    private static final String IDENTITY = "unix:dev,ino,isRegularFile";
    private static final String REGULAR = "isRegularFile";

    private final FileChannel in;
    private final Map<String, Object> identity;
    private final LinkOption[] links;

    private LiveFile(FileChannel in, Map<String, Object> identity, LinkOption... links) {
        this.in = in;
        this.identity = identity;
        this.links = links;
    }

    /** Opens the regular file that has this name now; null if there is none. */
    static @Nullable LiveFile open(Path path, LinkOption... links) throws IOException {
        while (true) {
            Map<String, Object> before = identity(path, links);
            if (before.isEmpty() || !Boolean.TRUE.equals(before.get(REGULAR))) {
                return null;
            }
            LiveFile file = openedAs(before, path, links);
            if (file != null) {
                return file;
            }
        }
    }

    private static @Nullable LiveFile openedAs(
            Map<String, Object> identity, Path path, LinkOption... links) throws IOException {
        try {
            Set<OpenOption> options = new HashSet<>(Set.of(links));
            options.add(StandardOpenOption.READ);
            FileChannel in = FileChannel.open(path, options);
            LiveFile file = new LiveFile(in, identity, links);
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
    static @Nullable LiveFile openUnlessEmpty(Path path, LinkOption... links) throws IOException {
        LiveFile file = open(path, links);
        if (file != null && file.size() == 0) {
            file.close();
            return null;
        }
        return file;
    }

    private static Map<String, Object> identity(Path path, LinkOption... links) throws IOException {
        try {
            return Files.readAttributes(path, IDENTITY, links);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    /** Returns true if another file has the name now; false if no file has it. */
    boolean isReplaced(Path path) throws IOException {
        Map<String, Object> now = identity(path, links);
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
