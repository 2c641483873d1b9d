package io.ottugi.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand requests that no client of ours would send: the server answers the next one. */
@Timeout(300)
class ProtocolFuzzTest {
    private static final int REQUESTS = 10_000;
    private static final int BETWEEN_LOOKS = 500;

    @TempDir Path directory;
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void nothingThatIsSentHarmsTheServer() throws Exception {
        long seed = 20_261_122;
        Path socket = directory.resolve("control.sock");
        ControlServer server =
                ControlServer.open(
                        socket,
                        (request, peer, replies) -> {
                            taken.incrementAndGet();
                            replies.last(request.deepCopy());
                        });
        try {
            Random random = new Random(seed);
            for (int i = 0; i < REQUESTS; i++) {
                send(socket, Mutations.of(random), random);
                if (i % BETWEEN_LOOKS == 0) {
                    assertAnswers(socket, "seed " + seed + ", after request " + i);
                }
            }
            assertAnswers(socket, "seed " + seed + ", at the end");
        } finally {
            server.close();
        }
        assertFalse(taken.get() < REQUESTS / 100, "too few were requests at all: " + taken);
    }

    private static void send(Path socket, byte[] bytes, Random random) throws Exception {
        try (Talk talk = new Talk(socket)) {
            int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            talk.say(Arrays.copyOf(bytes, cut));
            if (random.nextInt(3) == 0) {
                talk.finish().all();
            }
        }
    }

    private static void assertAnswers(Path socket, String when) throws Exception {
        JsonObject request = Protocol.status(List.of());
        JsonObject reply = ControlClient.ask(socket, request, Talk.LIMIT);
        assertEquals(request, reply, when);
    }
}
