package io.ottugi.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that ends while a client takes no replies. */
@Timeout(60)
class ControlServerEndTest {
    private static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(60),
                    Duration.ZERO,
                    Duration.ofMillis(200),
                    8,
                    64 * 1024,
                    8 << 20);
    private static final String REQUEST = "{\"version\":1,\"request\":\"status\"}\n";

    @TempDir Path directory;
    private Path socket;
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        socket = directory.resolve("control.sock");
        server = open("first");
    }

    /** Answers with more than a socket takes. */
    private ControlServer open(String name) throws IOException {
        return ControlServer.open(
                socket,
                (request, peer, replies) -> {
                    replies.part(text(name));
                    replies.last(text("x".repeat(1 << 20)));
                },
                LIMITS);
    }

    private static JsonObject text(String text) {
        JsonObject json = new JsonObject();
        json.addProperty("text", text);
        return json;
    }

    @Test
    void aClientThatDoesNotReadDelaysNobody() throws Exception {
        try (Talk stuck = new Talk(socket).say(REQUEST)) {
            stuck.line();
            assertTimeout(Duration.ofSeconds(10), server::close);
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void theSuccessorsSocketIsLeftAlone() throws Exception {
        try (Talk stuck = new Talk(socket).say(REQUEST)) {
            stuck.line();
            server.retire();
            assertFalse(Files.exists(socket));
            ControlServer successor = open("second");
            server.heal(() -> {});
            server.close();
            try (Talk other = new Talk(socket).say(REQUEST)) {
                String first = other.all().lines().findFirst().orElse("");
                assertEquals("second", Json.stringOrNull(Json.object(first), "text"));
            }
            successor.close();
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void whoRetiresTooLateLeavesTheSuccessorsSocketAlone() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Files.delete(socket);
        CountDownLatch inTask = new CountDownLatch(1);
        server.heal(
                () -> {
                    inTask.countDown();
                    awaitUninterrupted(held);
                    throw new IllegalStateException("too late to bind");
                });
        inTask.await();
        server.retire();
        ControlServer successor = open("second");
        held.countDown();
        server.close();
        assertTrue(Files.exists(socket), "the successor's socket");
        successor.close();
        assertFalse(Files.exists(socket));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
