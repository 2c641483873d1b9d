package io.ottugi.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The control protocol as a real supervisor speaks it, to those who know it and those who do not.
 */
class ProtocolIT {
    private static final int REQUESTS = 10_000;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    private Path configuration() {
        return sandbox.write(
                "shop.toml",
                """
                [worker.bad]
                command = ["sh", "-c", "exit 7"]
                autostart = false
                start.settle = "10s"
                restart = "never"

                [worker.web]
                command = ["sleep", "1000"]
                instances = 2
                start.settle = "0s"
                """);
    }

    @Test
    void theConversationIsWhatItWas() throws IOException {
        shop.up("-c", configuration().toString());
        String golden = resource("conversation.txt");
        StringBuilder now = new StringBuilder();
        for (String line : golden.lines().filter(line -> line.startsWith("> ")).toList()) {
            now.append(line).append('\n');
            try (Wire wire = new Wire(shop.socket())) {
                String replies = wire.say(line.substring(2) + "\n").all();
                replies.lines()
                        .map(reply -> reply.replaceAll("\"pid\":\\d+", "\"pid\":PID"))
                        .forEach(reply -> now.append("< ").append(reply).append('\n'));
            }
        }
        assertEquals(golden, now.toString());
        Await.until("the end", () -> sandbox.processes().isEmpty());
    }

    @Test
    void tenThousandRandomAndTruncatedRequestsLeaveItUnharmed() throws IOException {
        Status before = shop.up("-c", configuration().toString());
        Proc supervisor = new Proc(before.supervisor().pid());
        int descriptors = supervisor.descriptors().size();
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            try (Wire wire = new Wire(shop.socket())) {
                wire.say(Nonsense.of(random));
                if (random.nextInt(50) == 0) {
                    assertTrue(supervisor.alive(), "seed " + seed + ", request " + i);
                }
            }
        }
        Status after = shop.status();
        assertEquals(before.supervisor().pid(), after.supervisor().pid());
        for (String worker : List.of("web:1", "web:2")) {
            assertEquals(before.worker(worker).pid(), after.worker(worker).pid(), worker);
        }
        assertEquals(3, after.workers().size(), after::toString);
        assertTrue(!shop.supervisorLog().contains("mistake"), shop::supervisorLog);
        Await.passes(
                "its descriptors closed",
                () -> assertEquals(descriptors, supervisor.descriptors().size()));
    }

    /** While the supervisor sleeps, its clients come, speak and go. */
    @Test
    void ofClientsThatHaveGoneMeanwhileOnlyWholeRequestsCount() throws IOException {
        Status before = shop.up("-c", configuration().toString());
        long supervisor = before.supervisor().pid();
        Sig.STOP.to(supervisor);
        try (Wire whole = new Wire(shop.socket());
                Wire half = new Wire(shop.socket())) {
            whole.say(stop("web:1") + "\n");
            half.say(stop("web:2"));
        }
        Sig.CONT.to(supervisor);
        shop.awaitStatus("web:1 is stopped", now -> now.state("web:1").equals("STOPPED"));
        assertEquals(before.worker("web:2").pid(), shop.status().worker("web:2").pid());
    }

    @Test
    void silentAndDeafClientsKeepNobodyWaiting() throws IOException {
        Status before = shop.up("-c", configuration().toString());
        try (Crowd crowd = new Crowd()) {
            for (int i = 0; i < 300; i++) {
                crowd.join(new Wire(shop.socket()));
            }
            for (int i = 0; i < 100; i++) {
                crowd.join(new Wire(shop.socket()).say("{\"version\":1,\"request\":\"status\"}\n"));
            }
            shop.does("status").run().expect(0);
            assertEquals(pid(before), pid(Status.parse(shop.does("status", "--json").run().out())));
        }
    }

    @Test
    void aWaitThatNeverEndsIsGivenUpWhenItsClientHasGone() throws IOException {
        Path enough = sandbox.work().resolve("enough");
        String stubborn =
                "trap : TERM; echo ready; until test -e " + enough + "; do sleep 0.02; done";
        Status before = shop.up("--", sandbox.script("stubborn", stubborn).toString());
        Await.until("its trap is set", () -> shop.log().contains("ready"));
        Proc supervisor = new Proc(before.supervisor().pid());
        int descriptors = supervisor.descriptors().size();
        try (Crowd crowd = new Crowd()) {
            for (int i = 0; i < 50; i++) {
                crowd.join(new Wire(shop.socket()).say(stop("shop") + "\n"));
            }
            Await.until("they wait", () -> supervisor.descriptors().size() >= descriptors + 50);
        }
        Await.passes(
                "nobody waits",
                () -> assertEquals(descriptors, supervisor.descriptors().size(), 1));
        Files.createFile(enough);
    }

    private static String stop(String worker) {
        return "{\"version\":1,\"request\":\"stop\",\"workers\":[\"" + worker + "\"]}";
    }

    private static long pid(Status status) {
        return Objects.requireNonNull(status.worker("web:1").pid());
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(ProtocolIT.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Connections that are closed together. */
    private static final class Crowd implements AutoCloseable {
        private final List<Wire> wires = new ArrayList<>();

        void join(Wire wire) {
            wires.add(wire);
        }

        @Override
        public void close() throws IOException {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    /** Requests that mean nothing, or mean nobody: none of them may change anything. */
    private static final class Nonsense {
        private static final List<String> FRAMES =
                List.of(
                        "{\"version\":1,\"request\":\"status\",\"workers\":[\"nobody\"]}",
                        "{\"version\":1,\"request\":\"start\",\"workers\":[\"nobody\"],\"wait\":true}",
                        "{\"version\":1,\"request\":\"stop\",\"workers\":[\"n*b*y\",\"[z-a]\"]}",
                        "{\"version\":1,\"request\":\"restart\",\"workers\":[\"n?\"],\"rolling\":true}",
                        "{\"version\":1,\"request\":\"signal\",\"signal\":\"KILL\",\"workers\":[\"n\"]}",
                        "{\"version\":1,\"request\":\"scale\",\"worker\":\"nobody\",\"instances\":3}",
                        "{\"version\":1,\"request\":\"reload\",\"dry_run\":false,\"plan\":"
                                + "{\"version\":2,\"name\":\"nobody\",\"workers\":[{\"name\":\"a\","
                                + "\"command\":[\"b\"],\"settings\":[\"nice=1\"]}]}}");
        private static final List<String> VALUES =
                List.of(
                        "null",
                        "-1",
                        "1e999999999",
                        "99999999999999999999",
                        "\"\\u0000\"",
                        "[[]]",
                        "{}",
                        "[{}]",
                        "\"" + "*a".repeat(200) + "\"",
                        "[".repeat(3000),
                        "{\"a\":".repeat(300));

        static byte[] of(Random random) {
            String frame = FRAMES.get(random.nextInt(FRAMES.size()));
            byte[] bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> noise(random);
                        case 1 -> edited(frame.getBytes(UTF_8), random);
                        case 2 -> withAnotherValue(frame, random).getBytes(UTF_8);
                        default -> (frame + "\n").getBytes(UTF_8);
                    };
            return random.nextInt(4) == 0
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
                    : bytes;
        }

        private static byte[] noise(Random random) {
            byte[] bytes = new byte[random.nextInt(500)];
            random.nextBytes(bytes);
            return bytes;
        }

        private static byte[] edited(byte[] frame, Random random) {
            byte[] bytes = Arrays.copyOf(frame, frame.length + 1);
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            bytes[frame.length] = '\n';
            return bytes;
        }

        private static String withAnotherValue(String frame, Random random) {
            int[] colons =
                    IntStream.range(0, frame.length())
                            .filter(at -> frame.charAt(at) == ':')
                            .toArray();
            int colon = colons[random.nextInt(colons.length)];
            int end = frame.indexOf(',', colon);
            String value = VALUES.get(random.nextInt(VALUES.size()));
            return frame.substring(0, colon + 1)
                    + value
                    + (end < 0 ? "}" : frame.substring(end))
                    + "\n";
        }
    }
}
