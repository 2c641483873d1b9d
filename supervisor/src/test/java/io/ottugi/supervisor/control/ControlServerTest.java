package io.ottugi.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server with real sockets: clients of every kind, and limits small enough to be reached. */
@Timeout(120)
class ControlServerTest {
    private static final Limits SMALL =
            new Limits(
                    Duration.ofMillis(300),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    8,
                    64 * 1024,
                    1 << 20);
    private static final Limits PATIENT =
            new Limits(
                    Duration.ofSeconds(60),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    8,
                    64 * 1024,
                    1 << 20);
    private static final String STATUS = "{\"version\":1,\"request\":\"status\"}\n";

    @TempDir Path directory;
    private Path socket;
    private ControlServer server;
    private final Queue<Replies> waiting = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void open() throws IOException {
        open(PATIENT);
    }

    @AfterEach
    void close() throws InterruptedException {
        server.close();
        assertFalse(Files.exists(socket));
    }

    private void reopen(Limits limits) throws IOException, InterruptedException {
        server.close();
        open(limits);
    }

    private void open(Limits limits) throws IOException {
        socket = directory.resolve("control.sock");
        server = ControlServer.open(socket, this::take, limits);
    }

    /** {@code wait} is answered when the test says so, {@code flood} with too much, others now. */
    private void take(JsonObject request, Peer peer, Replies replies) {
        switch (String.valueOf(Json.stringOrNull(request, "request"))) {
            case "wait" -> waiting.add(replies);
            case "flood" -> {
                for (int i = 0; i < 64; i++) {
                    replies.part(text("x".repeat(16 * 1024)));
                }
            }
            case "parts" -> {
                replies.part(text("one"));
                replies.part(text("two"));
                replies.last(Protocol.done(true));
            }
            default -> replies.last(text("hello " + peer.user() + " " + peer.uid()));
        }
    }

    private static JsonObject text(String text) {
        JsonObject json = new JsonObject();
        json.addProperty("text", text);
        return json;
    }

    private static JsonObject request(String what) {
        JsonObject json = new JsonObject();
        json.addProperty("request", what);
        return json;
    }

    private Replies awaitRequest() {
        return Awaitility.await("a request")
                .atMost(Talk.LIMIT)
                .pollInterval(Duration.ofMillis(2))
                .until(waiting::poll, replies -> replies != null);
    }

    @Test
    void whoAsksIsKnown() throws IOException {
        String user = Files.getOwner(Path.of("/proc/self")).getName();
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        JsonObject reply = ControlClient.ask(socket, request("status"), Talk.LIMIT);
        assertEquals("hello " + user + " " + uid, Json.stringOrNull(reply, "text"));
    }

    @Test
    void partsComeInOrderAndTheLastIsReturned() throws IOException {
        List<String> parts = new ArrayList<>();
        JsonObject last =
                ControlClient.ask(
                        socket,
                        request("parts"),
                        Talk.LIMIT,
                        part -> parts.add(Json.stringOrNull(part, "text")));
        assertEquals(List.of("one", "two"), parts);
        assertEquals("{\"done\":true,\"ok\":true}", last.toString());
    }

    @Test
    void aRefusalHasItsExitCode() {
        JsonObject large = request("status");
        large.addProperty("padding", "x".repeat(RequestLine.LONGEST));
        Failure refused =
                assertThrows(Failure.class, () -> ControlClient.ask(socket, large, Talk.LIMIT));
        assertEquals(ExitCode.TEMPORARY, refused.exitCode());
    }

    @Test
    void anEndlessRequestIsCutOff() throws IOException, InterruptedException {
        reopen(
                new Limits(
                        Duration.ofSeconds(60),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        8,
                        8 << 20,
                        1 << 20));
        try (Talk endless = new Talk(socket)) {
            endless.say("x".repeat(RequestLine.LONGEST + 2));
            String answer = endless.all();
            assertTrue(answer.contains("4194304 bytes"), answer);
            assertTrue(answer.contains("\"code\":64"), answer);
        }
    }

    @Test
    void aRequestOfTooManyValuesIsRefusedBeforeItIsRead() throws IOException, InterruptedException {
        reopen(
                new Limits(
                        Duration.ofSeconds(60),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        8,
                        8 << 20,
                        1 << 20));
        try (Talk greedy = new Talk(socket)) {
            String answer = greedy.say("[" + "0,".repeat(1 << 20) + "0]\n").all();
            assertTrue(answer.contains("values"), answer);
        }
    }

    @Test
    void aWholePlanIsTaken() throws IOException, InterruptedException {
        reopen(Limits.DEFAULT);
        JsonObject large = request("status");
        large.addProperty("padding", "x".repeat(RequestLine.LONGEST - 100));
        ControlClient.ask(socket, large, Talk.LIMIT);
    }

    @Test
    void aLongWaitIsNoReasonToDrop() throws IOException, InterruptedException {
        reopen(SMALL);
        try (Talk patient = new Talk(socket)) {
            patient.say("{\"request\":\"wait\"}\n");
            Replies replies = awaitRequest();
            // As many silent clients as end after the patience of this one would have.
            assertEquals("", silentUntilDropped());
            assertEquals("", silentUntilDropped());
            replies.last(text("at last"));
            assertEquals("{\"text\":\"at last\"}\n", patient.all());
        }
    }

    private String silentUntilDropped() throws IOException {
        try (Talk silent = new Talk(socket)) {
            return silent.all();
        }
    }

    @Test
    void whoDribblesIsDroppedLikeWhoIsSilent() throws IOException, InterruptedException {
        reopen(SMALL);
        try (Talk slow = new Talk(socket)) {
            assertEquals("", slow.dribbleUntilTheEnd());
        }
    }

    @Test
    void whoDoesNotTakeItsRepliesIsDroppedAndOthersAreNotKeptWaiting()
            throws IOException, InterruptedException {
        reopen(SMALL);
        List<Talk> deaf = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            deaf.add(new Talk(socket).say("{\"request\":\"flood\"}\n"));
        }
        ControlClient.ask(socket, request("status"), Talk.LIMIT);
        for (Talk one : deaf) {
            assertTrue(one.all().length() < 1 << 20);
            one.close();
        }
    }

    @Test
    void silentClientsGiveTheirPlaces() throws IOException {
        List<Talk> silent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            silent.add(new Talk(socket));
        }
        ControlClient.ask(socket, request("status"), Talk.LIMIT);
        assertTrue(silent.get(0).all().contains("too many clients"));
        for (Talk one : silent) {
            one.close();
        }
    }

    @Test
    void whoHangsUpWhileWaitingGivesItsPlace() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Talk waiter = new Talk(socket)) {
                waiter.say("{\"request\":\"wait\"}\n");
                awaitRequest();
            }
        }
        ControlClient.ask(socket, request("status"), Talk.LIMIT);
    }

    @Test
    void whoSaysNoMoreIsStillAnswered() throws IOException {
        try (Talk half = new Talk(socket)) {
            half.say("{\"request\":\"wait\"}\n").finish();
            Replies replies = awaitRequest();
            assertEquals("\n", half.line());
            replies.last(text("here"));
            assertEquals("{\"text\":\"here\"}", half.all().strip());
        }
    }

    @Test
    void ofAClientThatHasGoneOnlyAWholeRequestCounts() throws IOException {
        try (Talk hasty = new Talk(socket)) {
            hasty.say("{\"request\":\"wait\"}");
        }
        try (Talk hasty = new Talk(socket)) {
            hasty.say("{\"request\":\"wait\"}\n");
        }
        awaitRequest().last(text("nobody hears it"));
        ControlClient.ask(socket, request("status"), Talk.LIMIT);
        assertTrue(waiting.isEmpty());
    }

    @Test
    void oneRequestAConnection() throws IOException {
        try (Talk twice = new Talk(socket)) {
            String answer = twice.say(STATUS + STATUS).all();
            assertEquals(1, answer.strip().lines().count(), answer);
        }
    }

    @Test
    void largeRequestsTogetherAreBoundedAndSmallOnesAreTakenAllTheSame() throws IOException {
        String half = "{\"request\":\"wait\",\"padding\":\"" + "x".repeat(40 * 1024) + "\"";
        try (Talk first = new Talk(socket).say(half);
                Talk second = new Talk(socket)) {
            ControlClient.ask(socket, request("status"), Talk.LIMIT);
            assertTrue(second.say(half).all().contains("\"code\":75"));
            ControlClient.ask(socket, request("status"), Talk.LIMIT);
            first.say("}\n");
            awaitRequest().last(text("taken"));
            assertEquals("{\"text\":\"taken\"}\n", first.all());
        }
        try (Talk third = new Talk(socket).say(half + "}\n")) {
            awaitRequest().last(text("room again"));
            assertEquals("{\"text\":\"room again\"}\n", third.all());
        }
    }

    @Test
    void aServerThatEndsSendsItsRepliesAndLeavesOthersAlone() throws Exception {
        try (Talk answered = new Talk(socket).say("{\"request\":\"wait\"}\n");
                Talk unanswered = new Talk(socket)) {
            awaitRequest().last(text("bye"));
            server.close();
            assertEquals("{\"text\":\"bye\"}\n", answered.all());
            assertEquals("", unanswered.all());
        }
        assertThrows(
                IOException.class, () -> ControlClient.ask(socket, request("status"), Talk.LIMIT));
    }

    @Test
    void aServerThatGoesAwayUnansweredIsTold() {
        Thread end =
                new Thread(
                        () -> {
                            awaitRequest();
                            try {
                                server.close();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        end.start();
        assertThrows(
                ControlClient.WentAway.class,
                () -> ControlClient.ask(socket, request("wait"), Talk.LIMIT));
    }

    @Test
    void theClientsPatienceEnds() {
        Failure failure =
                assertThrows(
                        Failure.class,
                        () -> ControlClient.ask(socket, request("wait"), Duration.ofMillis(50)));
        assertEquals(ExitCode.IO, failure.exitCode());
    }
}
