package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client: first it says its request, then it is answered, at once or in the end. Used by the
 * server's thread only.
 *
 * <p>It must have said its request some time after it came, and have taken each reply the same time
 * after that was there; between the two it may wait for ever. A client that has hung up meanwhile
 * is noticed; one that has only closed its sending side cannot be told from it but by writing, so
 * that gets an empty line now and then.
 */
final class Connection {
    private final SocketChannel channel;
    private final Peer peer;
    private final SelectionKey key;
    private final Allowance.Share share;
    private final RequestLine line;
    private final Unsent unsent = new Unsent();
    private final Limits limits;
    private final long came = System.nanoTime();
    private boolean complete;
    private boolean saysNoMore;
    private boolean answered;
    private long nextProbe = Long.MAX_VALUE;

    Connection(
            SocketChannel channel,
            Peer peer,
            SelectionKey key,
            Allowance.Share share,
            Limits limits) {
        this.channel = channel;
        this.peer = peer;
        this.key = key;
        this.share = share;
        this.line = new RequestLine(share);
        this.limits = limits;
    }

    Peer peer() {
        return peer;
    }

    /** What its request holds of the common allowance, which outlives a client that hangs up. */
    Allowance.Share share() {
        return share;
    }

    /** When it came. */
    long came() {
        return came;
    }

    /** Whether it has not said its request yet. */
    boolean isSpeaking() {
        return !complete;
    }

    boolean isReplying() {
        return !unsent.isEmpty();
    }

    /** Bytes of replies that it has not taken. */
    int unsent() {
        return unsent.size();
    }

    /** When something is due: the client's turn ends, or a look whether it is still there. */
    long deadline() {
        if (!complete) {
            return came + limits.patience().toNanos();
        }
        return unsent.isEmpty() ? nextProbe : unsent.deadline();
    }

    /**
     * Reads what has come.
     *
     * @param buffer to use
     * @return the request, at the moment in which it is complete
     * @throws IOException when the client is gone
     */
    @Nullable JsonObject read(ByteBuffer buffer) throws IOException, RequestLine.Refused {
        buffer.clear();
        int read = channel.read(buffer);
        while (read > 0 && !complete) {
            JsonObject request = line.take(buffer.flip());
            if (request != null) {
                complete = true;
                return request;
            }
            buffer.clear();
            read = channel.read(buffer);
        }
        if (complete && read != 0) {
            saysNoMore = true;
            probe();
        } else if (read < 0) {
            throw new IOException("gone");
        }
        return null;
    }

    /** Writes to a client that may be gone. */
    private void probe() throws IOException {
        nextProbe = System.nanoTime() + limits.patience().toNanos();
        if (unsent.isEmpty()) {
            add(ByteBuffer.wrap(new byte[] {'\n'}));
        } else {
            write();
        }
    }

    /**
     * Does what is due.
     *
     * @throws IOException when that is to end the connection
     */
    void due() throws IOException {
        if (!complete || isReplying()) {
            throw new IOException("too slow");
        }
        probe();
    }

    /** Begins to send a reply; after the last one the connection is closed. */
    void reply(ByteBuffer bytes, boolean last) throws IOException {
        if (answered || unsent.size() + bytes.remaining() > limits.unsent() / 2) {
            throw new IOException("one reply too many");
        }
        complete = true;
        answered = last;
        add(bytes);
    }

    private void add(ByteBuffer bytes) throws IOException {
        unsent.add(bytes, System.nanoTime() + limits.patience().toNanos());
        write();
    }

    /** Sends as much as the client takes; closes after the last byte. */
    void write() throws IOException {
        unsent.writeTo(channel);
        if (answered && unsent.isEmpty()) {
            close();
        } else {
            int write = unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE;
            key.interestOps(write | (saysNoMore ? 0 : SelectionKey.OP_READ));
        }
    }

    /** Whether the client may still take a reply; from any thread. */
    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        if (!complete) {
            share.release();
        }
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }
}
