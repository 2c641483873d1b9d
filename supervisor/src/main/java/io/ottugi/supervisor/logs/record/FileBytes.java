package io.ottugi.supervisor.logs.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Compares the bytes of two open files. */
public final class FileBytes {
    private FileBytes() {}

    /**
     * Compares {@code size} bytes of two files, each from an offset of its own.
     *
     * @return true if they are the same; false too if one of the files has fewer bytes than the
     *     other one there
     */
    public static boolean areSame(FileChannel one, long at, FileChannel other, long from, int size)
            throws IOException {
        return read(one, at, size).equals(read(other, from, size));
    }

    private static ByteBuffer read(FileChannel file, long at, int size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(size);
        while (block.hasRemaining() && file.read(block, at + block.position()) > 0) {
            // Until the block is full or the file ends.
        }
        return block.flip();
    }
}
