package io.ottugi.supervisor.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Replies that a client has not taken yet, each with the instant by which it must have. Used by the
 * server's thread only.
 */
final class Unsent {
    /** The JDK keeps a buffer as large as the largest write outside of the heap, for ever. */
    private static final int BLOCK = 64 * 1024;

    private record Reply(ByteBuffer bytes, long deadline) {}

    private final Deque<Reply> replies = new ArrayDeque<>();
    private int size;

    /**
     * @param deadline in nanoseconds of the monotonic clock
     */
    void add(ByteBuffer bytes, long deadline) {
        size += bytes.remaining();
        replies.add(new Reply(bytes, deadline));
    }

    /** Writes as much as the channel takes. */
    void writeTo(WritableByteChannel channel) throws IOException {
        while (!replies.isEmpty()) {
            ByteBuffer bytes = replies.element().bytes();
            int end = bytes.limit();
            bytes.limit(Math.min(end, bytes.position() + BLOCK));
            int written = channel.write(bytes);
            bytes.limit(end);
            size -= written;
            if (written == 0 && bytes.hasRemaining()) {
                return;
            }
            if (!bytes.hasRemaining()) {
                replies.remove();
            }
        }
    }

    boolean isEmpty() {
        return replies.isEmpty();
    }

    /** In bytes. */
    int size() {
        return size;
    }

    /** That of the oldest reply; there must be one. */
    long deadline() {
        return replies.element().deadline();
    }
}
