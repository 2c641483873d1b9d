package io.ottugi.supervisor.logs.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file as it grows, woken by inotify(7). After a truncation it goes on at the file's start,
 * after a replacement at the start of the new file.
 */
public final class FileFollower implements Closeable {
    private final Path file;
    private final DirectoryWatch watch;
    private @Nullable FileChannel in;
    private @Nullable Object inode;
    private long position;

    /** Receives the bytes that were read. */
    public interface Sink {
        /**
         * @throws IOException to end {@link #run}
         */
        void write(byte[] bytes, int length) throws IOException;
    }

    /**
     * Makes a follower of a file, whether or not it exists yet.
     *
     * @param position of the first byte to read, from the start of the file
     */
    public FileFollower(Path file, long position) throws IOException {
        this.file = file;
        this.position = position;
        this.watch = new DirectoryWatch();
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            watch.add(List.of(directory));
        }
    }

    /** Reads until this is closed, and then what is left, or until the sink throws. */
    public void run(Sink sink) throws IOException, InterruptedException {
        try {
            while (true) {
                drain(sink);
                watch.awaitChanges();
            }
        } catch (ClosedWatchServiceException e) {
            drain(sink);
        } finally {
            closeFile();
        }
    }

    /** Reads what is there now. */
    public void drain(Sink sink) throws IOException {
        reopenIfReplaced(sink);
        copy(sink);
    }

    private void reopenIfReplaced(Sink sink) throws IOException {
        Object now = inodeOrNull();
        if (now == null || now.equals(inode)) {
            return;
        }
        if (in != null) {
            copy(sink);
            in.close();
            position = 0;
        }
        in = FileChannel.open(file, StandardOpenOption.READ);
        inode = now;
    }

    private @Nullable Object inodeOrNull() throws IOException {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void copy(Sink sink) throws IOException {
        FileChannel from = in;
        if (from == null) {
            return;
        }
        if (from.size() < position) {
            position = 0;
        }
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        for (int read = from.read(buffer, position); read > 0; read = from.read(buffer, position)) {
            sink.write(buffer.array(), read);
            position += read;
            buffer.clear();
        }
    }

    /** Makes {@link #run} return; from any thread. */
    @Override
    public void close() throws IOException {
        watch.close();
    }

    private void closeFile() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
