package io.ottugi.supervisor.logs.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An earlier live file that was replaced by another one and is not read to its end yet.
 *
 * @param start the position of its first byte
 * @param next the position of the first byte after it, by the record
 */
record ReplacedFile(LiveFile file, long start, long next) implements Closeable {
    int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position - start);
    }

    /** Returns the position of its end, by its size. */
    long end() throws IOException {
        return start + file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
