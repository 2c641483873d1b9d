package io.ottugi.supervisor.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * Shows a file as it grows, woken by inotify(7). A file that is cut is shown from its start, one
 * that is replaced from the start of its successor.
 */
public final class Follow implements Closeable {
    private final Path file;
    private final WatchService watch;
    private @Nullable FileChannel in;
    private @Nullable Object inode;
    private long position;

    /** Takes what was read. */
    public interface Sink {
        /**
         * @throws IOException when nobody takes it any more
         */
        void write(byte[] bytes, int length) throws IOException;
    }

    /**
     * @param position where to begin, in bytes from the start
     */
    public Follow(Path file, long position) throws IOException {
        this.file = file;
        this.position = position;
        this.watch = FileSystems.getDefault().newWatchService();
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            directory.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
        }
    }

    /** Shows the file until it is closed, when it shows what is left, or the sink refuses. */
    public void run(Sink sink) throws IOException, InterruptedException {
        try {
            while (true) {
                drain(sink);
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            drain(sink);
        } finally {
            closeFile();
        }
    }

    /** Shows what is there now. */
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

    /** Lets {@link #run} come to its end; from any thread. */
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
