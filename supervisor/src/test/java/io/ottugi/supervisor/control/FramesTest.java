package io.ottugi.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.Protocol.Waiting;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The frames that this version speaks, byte for byte; a change of them is a new version. */
class FramesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "control.md");

    private static String golden() throws IOException {
        try (var in = Objects.requireNonNull(FramesTest.class.getResourceAsStream("frames.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<JsonObject> frames() {
        Waiting forEver = new Waiting(true, Optional.empty());
        Waiting not = new Waiting(false, Optional.empty());
        Waiting halfAMinute = new Waiting(true, Optional.of(Duration.ofSeconds(30)));
        JsonObject plan = new JsonObject();
        plan.addProperty("version", 2);
        return List.of(
                Protocol.status(List.of()),
                Protocol.status(List.of("web", "db*")),
                Protocol.operation(ControlCommand.START, List.of("web:2"), false, forEver),
                Protocol.operation(ControlCommand.STOP, List.of("all"), false, not),
                Protocol.operation(ControlCommand.RESTART, List.of("web"), true, halfAMinute),
                Protocol.signal(SignalName.HUP, List.of("web")),
                Protocol.dump(List.of("web"), true, Optional.of(Duration.ofSeconds(30))),
                Protocol.scale("web", 3, forEver),
                Protocol.reload(plan, true, forEver),
                Protocol.down(false),
                Protocol.refusal(ExitCode.USAGE, "there is no worker 'wbe'; the nearest is 'web'"),
                Protocol.done(true));
    }

    @Test
    void areWhatTheyWere() throws IOException {
        StringBuilder now = new StringBuilder();
        frames().forEach(frame -> now.append(frame).append('\n'));
        assertEquals(golden(), now.toString());
    }

    @Test
    void areAllInTheDocument() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> missing = new ArrayList<>();
        golden().lines().filter(frame -> !document.contains(frame)).forEach(missing::add);
        assertEquals(List.of(), missing);
    }

    @Test
    void theLastOfSeveralRepliesIsKnown() {
        assertTrue(Protocol.isLast(Protocol.done(false)));
        assertTrue(Protocol.isLast(Protocol.refusal(ExitCode.USAGE, "no")));
        assertTrue(!Protocol.isLast(new JsonObject()));
    }

    @Test
    void aRefusalOfAnOlderSupervisorHasNoCode() throws Exception {
        JsonObject old = Json.object("{\"error\":\"no\"}");
        Failure failure = assertThrows(Failure.class, () -> Protocol.accepted(old));
        assertEquals(ExitCode.SOFTWARE, failure.exitCode());
        assertEquals("no", failure.getMessage());
    }
}
