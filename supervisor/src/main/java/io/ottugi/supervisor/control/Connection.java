package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One client: collects its line, then sends it the reply. Used by the server's thread only. */
final class Connection {
    private static final int LONGEST_REQUEST = 64 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final long deadline;
    private boolean complete;
    private @Nullable ByteBuffer reply;

    Connection(SocketChannel channel, SelectionKey key, long deadline) {
        this.channel = channel;
        this.key = key;
        this.deadline = deadline;
    }

    /** Until when it must have said what it wants, or have taken its reply. */
    long deadline() {
        return deadline;
    }

    /** Whether we wait for the client, not it for us. */
    boolean isTheClientsTurn() {
        return !complete || reply != null;
    }

    boolean isReplying() {
        return reply != null;
    }

    /**
     * Reads what has come.
     *
     * @return the request once its line is complete
     * @throws BadJson for what is no request
     * @throws IOException when the client is gone
     */
    @Nullable JsonObject read() throws IOException, BadJson {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (channel.read(buffer) > 0) {
            buffer.flip();
            while (buffer.hasRemaining() && !complete) {
                take(buffer.get());
            }
            buffer.clear();
            if (complete) {
                key.interestOps(0);
                return Json.object(line.toString(StandardCharsets.UTF_8));
            }
        }
        if (!channel.isOpen() || channel.read(buffer) < 0) {
            throw new IOException("gone");
        }
        return null;
    }

    private void take(byte b) throws BadJson {
        if (b == '\n') {
            complete = true;
        } else if (line.size() >= LONGEST_REQUEST) {
            complete = true;
            throw new BadJson("a request of more than " + LONGEST_REQUEST + " bytes");
        } else {
            line.write(b);
        }
    }

    /** Begins to send the reply. */
    void reply(JsonObject json) throws IOException {
        complete = true;
        reply = StandardCharsets.UTF_8.encode(json + "\n");
        write();
    }

    /** Sends as much as the client takes; closes after the last byte. */
    void write() throws IOException {
        if (reply == null) {
            return;
        }
        channel.write(reply);
        if (reply.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else {
            close();
        }
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
