package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request and its replies, on the client's side; with an end to its patience. */
final class Exchange implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer unsent;
    private final long end;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** The channel is connected, and made non-blocking. */
    Exchange(SocketChannel channel, JsonObject request, Duration patience) throws IOException {
        this.channel = channel;
        this.unsent = StandardCharsets.UTF_8.encode(request + "\n");
        this.end = System.nanoTime() + patience.toNanos();
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Waits for the next reply; empty lines are none.
     *
     * @throws ControlClient.WentAway if none comes any more
     */
    JsonObject next() throws ControlClient.WentAway, BadJson {
        String text = "";
        while (text.isEmpty()) {
            text = nextLine();
        }
        return Json.object(text);
    }

    private String nextLine() throws ControlClient.WentAway {
        try {
            String text = buffered();
            while (text == null) {
                send();
                in.clear();
                int read = channel.read(in);
                in.flip();
                if (read < 0) {
                    throw new ControlClient.WentAway();
                }
                text = buffered();
                if (read == 0) {
                    await();
                }
            }
            return text;
        } catch (ControlClient.WentAway e) {
            throw e;
        } catch (IOException e) {
            // Connection reset: as if it had been closed.
            throw new ControlClient.WentAway();
        }
    }

    /** The next line of what was read; null if that has none. */
    private @Nullable String buffered() {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                line.reset();
                return text;
            }
            line.write(b);
        }
        return null;
    }

    /** A supervisor that has closed the connection may have said why: so that is read then. */
    private void send() {
        try {
            channel.write(unsent);
        } catch (IOException e) {
            unsent.position(unsent.limit());
        }
    }

    private void await() throws IOException {
        long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new Failure(
                    ExitCode.IO,
                    "the supervisor does not answer; it may be stopped (kill -CONT) or overloaded");
        }
        key.interestOps(SelectionKey.OP_READ | (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        selector.select(millis);
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
