package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

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
     * Sends a request and waits for its one reply.
     *
     * @param patience how long to wait
     * @throws WentAway if the request was sent, but nobody knows whether it was carried out
     * @throws IOException if nobody listens there
     * @throws Failure if the supervisor does not answer, or refuses
     */
    public static JsonObject ask(Path socket, JsonObject request, Duration patience)
            throws IOException {
        return exchange(socket, request, patience, Exchange::next);
    }

    /**
     * Sends a request that may have several replies.
     *
     * @param patience how long to wait for the last
     * @param part takes each but the last, as it comes
     * @return the last
     * @throws WentAway if the request was sent, but nobody knows whether it was carried out wholly
     * @throws IOException if nobody listens there
     * @throws Failure if the supervisor does not answer, or refuses
     */
    public static JsonObject ask(
            Path socket, JsonObject request, Duration patience, Consumer<JsonObject> part)
            throws IOException {
        return exchange(socket, request, patience, exchange -> last(exchange, part));
    }

    private static JsonObject last(Exchange exchange, Consumer<JsonObject> part)
            throws WentAway, BadJson {
        JsonObject reply = exchange.next();
        while (!Protocol.isLast(reply)) {
            part.accept(reply);
            reply = exchange.next();
        }
        return reply;
    }

    private interface Listening {
        JsonObject to(Exchange exchange) throws WentAway, BadJson;
    }

    private static JsonObject exchange(
            Path socket, JsonObject request, Duration patience, Listening listening)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            try (Exchange exchange = new Exchange(channel, request, patience)) {
                return Protocol.accepted(listening.to(exchange));
            }
        } catch (BadJson e) {
            throw new Failure(
                    ExitCode.SOFTWARE,
                    "the supervisor's answer was not understood: " + e.getMessage());
        }
    }
}
