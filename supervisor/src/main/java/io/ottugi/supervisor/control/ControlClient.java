package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a supervisor one thing. */
public final class ControlClient {
    /** How long a supervisor may take for what needs no waiting. */
    public static final Duration PROMPT = Duration.ofSeconds(10);

    private ControlClient() {}

    /** The supervisor closed the connection, or was killed, before it had answered. */
    public static final class WentAway extends IOException {
        private static final long serialVersionUID = 1;

        WentAway() {
            super("the supervisor went away before it answered");
        }
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @param patience how long to wait
     * @throws WentAway if the request was sent, but nobody knows whether it was carried out
     * @throws IOException if nobody listens there
     * @throws Failure if the supervisor does not answer, or refuses
     */
    public static JsonObject ask(Path socket, JsonObject request, Duration patience)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            JsonObject reply = Json.object(exchange(channel, request + "\n", patience));
            String error = Json.stringOrNull(reply, "error");
            if (error != null) {
                throw new Failure(ExitCode.SOFTWARE, "the supervisor refused: " + error);
            }
            return reply;
        } catch (BadJson e) {
            throw new Failure(
                    ExitCode.SOFTWARE, "the supervisor's answer is no JSON: " + e.getMessage());
        }
    }

    private static String exchange(SocketChannel channel, String request, Duration patience)
            throws WentAway {
        try {
            channel.write(StandardCharsets.UTF_8.encode(request));
            String line = line(channel, patience);
            if (line.endsWith("\n")) {
                return line;
            }
        } catch (IOException e) {
            // Broken pipe or connection reset: as if it had been closed.
        }
        throw new WentAway();
    }

    private static String line(SocketChannel channel, Duration patience) throws IOException {
        channel.configureBlocking(false);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        long end = System.nanoTime() + patience.toNanos();
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                int read = channel.read(buffer);
                if (read < 0) {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(buffer.array(), 0, read);
                buffer.clear();
                if (read == 0) {
                    await(selector, end);
                }
            }
        }
    }

    private static void await(Selector selector, long end) throws IOException {
        long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new Failure(
                    ExitCode.IO,
                    "the supervisor does not answer; it may be stopped (kill -CONT) or overloaded");
        }
        selector.select(millis);
    }
}
