package io.ottugi.supervisor.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What is left to be read of a live file that was replaced by another one.
 *
 * @param start the position of its first byte
 * @param next the position of the first byte after it, by the record
 */
record Remainder(LiveFile file, long start, long next) implements Closeable {
    int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position - start);
    }

    /** The position of its end, by its size. */
    long end() throws IOException {
        return start + file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
