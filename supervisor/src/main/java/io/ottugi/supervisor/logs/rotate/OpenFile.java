package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.PosixException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A regular file, opened without following a link or waiting for a FIFO's other end. */
final class OpenFile implements Closeable {
    private final FileSystemCalls files;
    private final int descriptor;

    private OpenFile(FileSystemCalls files, int descriptor) {
        this.files = files;
        this.descriptor = descriptor;
    }

    static OpenFile forReading(FileSystemCalls files, Path path) throws IOException {
        return checked(path, new OpenFile(files, files.openForRead(path.toString())));
    }

    static OpenFile forUpdate(FileSystemCalls files, Path path) throws IOException {
        return checked(path, new OpenFile(files, files.openForUpdate(path.toString())));
    }

    /** Creates a file for writing, with exactly that mode. */
    static OpenFile create(FileSystemCalls files, Path path, int mode) {
        OpenFile made = new OpenFile(files, files.createNew(path.toString(), mode));
        try {
            files.changeMode(made.descriptor, mode);
            return made;
        } catch (PosixException e) {
            made.close();
            throw e;
        }
    }

    private static OpenFile checked(Path path, OpenFile opened) throws IOException {
        if (opened.facts().regular()) {
            return opened;
        }
        opened.close();
        throw new IOException(path + " is no regular file");
    }

    int descriptor() {
        return descriptor;
    }

    FileFacts facts() throws IOException {
        return FileFacts.of(descriptor);
    }

    /** Returns a path that leads to this open file, whatever its name is by now. */
    Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /** Opens the same file again as a channel for reading. */
    FileChannel channel() throws IOException {
        return FileChannel.open(path(), StandardOpenOption.READ);
    }

    @Override
    public void close() {
        files.close(descriptor);
    }
}
